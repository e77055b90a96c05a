/** Whether a notice means a subscription by what it calls the contract (`called`): its plan's name, or its number. */
export function isCalled(called: string, { number, plan }: { number: number; plan: { name: string } }): boolean {
  return called.toLowerCase().includes(plan.name.toLowerCase()) || called.split(/\D+/).includes(String(number));
}
