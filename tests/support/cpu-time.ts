/** What `work` takes of this thread's processor, in milliseconds: however busy the machine is, it stays about the same. */
export function cpuMsOf(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
