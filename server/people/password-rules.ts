/** A long password is a good one; nothing else makes it better (NIST SP 800-63B, 5.1.1.2). In characters as people count them. */
export const shortestPassword = 12;
/** As many as are worth hashing. */
export const longestPassword = 128;

/** What a password is measured against: whose it is. */
export interface Owner {
  readonly name: string;
  readonly email: string;
}

export type PasswordProblem = 'tooShort' | 'tooLong' | 'ownName';

/** What is wrong with a password; `null` where nothing is. */
export function passwordProblem(password: string, owner: Owner): PasswordProblem | null {
  const length = [...password].length;
  if (length < shortestPassword) return 'tooShort';
  if (password.length > longestPassword) return 'tooLong';
  return isTheirName(password, owner) ? 'ownName' : null;
}

/** Whether little is left of a password without the name and the address of whoever it belongs to. */
function isTheirName(password: string, { name, email }: Owner): boolean {
  const [mailbox = '', domain = ''] = email.split('@');
  const parts = [
    email,
    name,
    mailbox,
    domain,
    ...name.split(/\s+/),
    ...mailbox.split(/[._+-]/),
    ...domain.split('.'),
  ];
  const known = parts.map(folded).filter((part) => [...part].length >= 2);
  const rest = known
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, part) => left.replaceAll(part, ''), folded(password));
  return [...rest].length < shortestPassword / 2;
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
}
