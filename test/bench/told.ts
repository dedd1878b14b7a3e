import { isDeepStrictEqual } from 'node:util';
import Sqlite from 'better-sqlite3';
import { tokenHash } from '#server/tokens.ts';
import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { answersOn, type Sheet } from './forms.ts';
import { benchToken } from './prepare.ts';

/** What a customer was told by the server, which must be so from then on, whatever happens to it. */
export interface Told {
  /** The number behind the customer's sheet. */
  readonly customer: number;
  readonly token: string;
  /** The pages that were taken in: their POST was answered with 303. */
  readonly pages: ReadonlySet<string>;
  /** Whether the last of them led to the thanks. */
  readonly thanked: boolean;
}

/** Of customers who got from the link to the thanks, as many as there are from the first one on. */
export function toldInFull({ pages }: Definition, first: number, customers: number): Told[] {
  const keys = new Set(pages.map(({ key }) => key));
  return Array.from({ length: customers }, (_, index) => {
    const customer = first + index;
    return { customer, token: benchToken(customer), pages: keys, thanked: true };
  });
}

/** What the database says to that. Customers are named by their numbers. */
export interface Kept {
  /** Told customers, and those of them thanked. */
  readonly customers: number;
  readonly thanked: number;
  /** Pages that were taken in. */
  readonly pages: number;
  /** Who was told of a page, or thanked for an answer, that is not there. */
  readonly lost: readonly number[];
  /** Whose response holds anything else than was sent, or a part of a page. */
  readonly different: readonly number[];
  /** Who has more than one response. */
  readonly doubled: readonly number[];
  /** Responses that came by a link and belong to nobody who was told anything. */
  readonly unknown: number;
  /** `ok`, or what SQLite finds wrong with the file. */
  readonly integrity: string;
}

/** Whether nothing is lost, different, doubled, unknown or broken. */
export function isAllKept({ lost, different, doubled, unknown, integrity }: Kept): boolean {
  return lost.length + different.length + doubled.length + unknown === 0 && integrity === 'ok';
}

/** The same in words. */
export function keptLine(kept: Kept): string {
  const { customers, thanked, pages, lost, different, doubled, unknown, integrity } = kept;
  return (
    `In the database afterwards, of ${customers} customers with ${pages} pages taken in and ${thanked} thanked: ` +
    `${lost.length} lost, ${different.length} different, ${doubled.length + unknown} doubled. File: ${integrity}.`
  );
}

interface Row {
  readonly status: string;
  readonly answers: string;
  readonly passed: string;
}

/** How a database that no server has open holds what customers were told. */
export function checkKept(
  file: string,
  definition: Definition,
  sheetOf: (customer: number) => Sheet,
  everybody: readonly Told[],
): Kept {
  const db = new Sqlite(file);
  const responses = db.prepare<[string], Row>(
    `SELECT r.status, r.answers, r.passed FROM links l
      JOIN responses r ON r.link_id = l.id OR r.member_id = l.member_id WHERE l.token_hash = ?`,
  );
  const byLink = db.prepare('SELECT count(*) FROM responses WHERE link_id IS NOT NULL').pluck();
  const [lost, different, doubled]: [number[], number[], number[]] = [[], [], []];
  let found = 0;
  for (const told of everybody) {
    const { customer, pages, thanked } = told;
    const rows = responses.all(tokenHash(told.token));
    found += rows.length;
    if (rows.length > 1) doubled.push(customer);
    const [row] = rows;
    if (row === undefined) {
      if (pages.size > 0 || thanked) lost.push(customer);
      continue;
    }
    const verdict = compare(definition, sheetOf(customer).answers, told, row);
    if (verdict === 'lost') lost.push(customer);
    if (verdict === 'different') different.push(customer);
  }
  const kept: Kept = {
    customers: everybody.length,
    thanked: everybody.filter(({ thanked }) => thanked).length,
    pages: everybody.reduce((sum, { pages }) => sum + pages.size, 0),
    lost,
    different,
    doubled,
    unknown: Number(byLink.get()) - found,
    integrity: String(db.pragma('quick_check', { simple: true })),
  };
  db.close();
  return kept;
}

function compare(
  definition: Definition,
  sent: Answers,
  { pages, thanked }: Told,
  { status, ...row }: Row,
): 'kept' | 'lost' | 'different' {
  const [answers, passed]: [Answers, string[]] = [JSON.parse(row.answers), JSON.parse(row.passed)];
  if (thanked && status !== 'submitted') return 'lost';
  if ([...pages].some((page) => !passed.includes(page))) return 'lost';
  if (status === 'submitted') return isDeepStrictEqual(answers, sent) ? 'kept' : 'different';
  // what was under way when the server died may be there or not, but as a whole
  const expected = passed.map((page) => answersOn(definition, sent, page));
  return isDeepStrictEqual(answers, Object.assign({}, ...expected)) ? 'kept' : 'different';
}
