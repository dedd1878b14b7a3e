/** What is known of somebody who answers, besides the answers. */
export interface Respondent {
  /** Values of the questionnaire's facts, as far as they are known: from the customer list or a signed link. */
  readonly facts: Readonly<Record<string, string>>;
  /** The language being read at this moment; empty where nobody reads. */
  readonly language: string;
  /** What decides every random order, the same for one customer on every device. */
  readonly seed: string;
}

/** Somebody of whom nothing is known, as in a preview. */
export const anybody: Respondent = { facts: {}, language: '', seed: '' };

/** The value of a fact, never something inherited from `Object.prototype`; `undefined` where it is not known. */
export function factOf({ facts }: Respondent, key: string): string | undefined {
  return Object.hasOwn(facts, key) ? facts[key] : undefined;
}

/** The facts that a questionnaire may use of a customer: those it names, from the customer's list and stratum. */
export function factsOf(
  { facts }: { readonly facts: readonly { readonly key: string }[] },
  known: Readonly<Record<string, string>>,
): Record<string, string> {
  const named = facts.flatMap(({ key }) => (Object.hasOwn(known, key) ? [[key, known[key] ?? '']] : []));
  return Object.fromEntries(named);
}

/** What is known of a sampled customer: the columns of the list, and the stratum under that name. */
export function knownOfMember({
  attributes,
  stratum,
}: {
  readonly attributes: Readonly<Record<string, string>>;
  readonly stratum: string | null;
}): Record<string, string> {
  return stratum === null ? { ...attributes } : { ...attributes, stratum };
}
