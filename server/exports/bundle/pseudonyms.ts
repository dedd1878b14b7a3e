import { createHmac } from 'node:crypto';

/** Digits of a customer's number: 80 bits, so that no two of any number of customers meet. */
const digits = 20;

/**
 * The number of a customer in the bundles of one survey: the same in all its waves, and of no use to anybody who has
 * the company's list but not the server's key.
 */
export function customerNumbers(secret: string, slug: string): (customer: string) => string {
  return (customer) =>
    createHmac('sha256', secret).update(`bundle\n${slug}\n${customer}`).digest('hex').slice(0, digits);
}
