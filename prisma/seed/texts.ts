export const FAQ = [
  {
    question: "On which devices can I watch?",
    answer: "On smart TVs, Apple TV, Android TV, phones, tablets and in every browser. How many at once depends on your plan.",
  },
  {
    question: "Can I cancel at any time?",
    answer: "Yes. Two clicks in your account, and nothing more is charged. You keep watching until the end of what you have paid.",
  },
  {
    question: "When will I be charged?",
    answer:
      "On the day you order, then at the start of each period. A plan with a free trial is charged when the trial ends; we remind you three days before.",
  },
  {
    question: "How do I sign in on my TV?",
    answer: "With the user id and password that we send you after your order. You find both in your account, too.",
  },
  {
    question: "What if a payment fails?",
    answer: "You keep watching for three weeks. We try again after 2, 7, 14 and 21 days, and you can pay with another card at any time.",
  },
];

export const TERMS = `## 1. What you get
Access to the channels and content of your plan, on the number of devices and streams that it names.

## 2. Price and renewal
The price is shown with tax before you order. A plan renews by itself for the same length until you cancel it.

## 3. Cancellation
You may cancel at any time in your account. Access lasts until the end of the paid period.`;

export const PRIVACY = `## What we keep
Your name, address and email, what you bought, and the messages we sent you. Card numbers stay with the payment provider.

## What you can ask for
A copy of your data, its correction, or the closing of your account: write to help@demo.example.`;

export const IMPRINT = `Lumo TV GmbH · Torstraße 100 · 10119 Berlin

Managing director: Ada Lichtenberg · HRB 123456 B, Amtsgericht Berlin · VAT DE123456789`;
