import type { Answers } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { route } from '#surveys/journey.ts';
import { createRandom, type Random } from '#surveys/random.ts';
import { anybody } from '#surveys/respondent.ts';
import type { Disposition } from '#surveys/sampling/dispositions.ts';
import { chinaOffset, type Quarter } from './calendar.ts';
import { type CommentLanguage, commentOf } from './comments.ts';
import { pick } from './customers.ts';
import type { ClassedCustomer, opinionsOf } from './opinions.ts';

/** What came of asking one customer. */
export interface Contact {
  /** What the field recorded; `null` where it heard nothing, or where the response says it. */
  readonly recorded: Disposition | null;
  readonly response: {
    readonly answers: Answers;
    readonly passed: readonly string[];
    readonly submitted: boolean;
    readonly language: CommentLanguage;
    readonly startedAt: number;
    readonly endedAt: number;
  } | null;
}

const day = 24 * 60 * 60 * 1000;
const minute = 60 * 1000;

/** Chance to answer by value class, and what length of custom adds: the newest customers answer least. */
const answersByClass: Readonly<Record<string, number>> = { A: 0.68, B: 0.59, C: 0.49 };
const answersByTenure = { under1: -0.1, '1to3': 0, over3: 0.06 } as const;
/** Who begins and does not send: most of them after the second page of the four, some after the first. */
const givesUp = 0.05;
const givesUpEarly = 0.4;

/** How the customers sampled for a wave behave. The same seed gives the same behaviour. */
export function fieldworkOf(seed: string, definition: Definition, opinion: ReturnType<typeof opinionsOf>) {
  return (customer: ClassedCustomer, wave: number, quarter: Quarter): Contact => {
    const random = createRandom(`${seed}/contact ${wave}/${customer.customer}`);
    const willing = (answersByClass[customer.abc] ?? 0) + answersByTenure[customer.tenure];
    if (random.next() >= willing) return { recorded: reasonOf(random), response: null };
    const language = languageOf(createRandom(`${seed}/language/${customer.customer}`), customer);
    const given = opinion(customer, wave);
    const comment = commentOf(random, customer, given, { language, wave });
    const answers = comment === null ? given.answers : { ...given.answers, comment };
    const { startedAt, endedAt } = timesOf(random, quarter);
    const kept = pagesKept(random, definition, answers, language);
    return { recorded: null, response: { ...kept, language, startedAt, endedAt } };
  };
}

/** Why somebody did not answer, as far as anybody knows. */
function reasonOf(random: Random): Disposition | null {
  const reason = pick(random, [
    ['noContact', 0.27],
    ['refused', 0.1],
    ['other', 0.04],
    ['notEligible', 0.03],
    ['silence', 0.56],
  ]);
  return reason === 'silence' ? null : reason;
}

function languageOf(random: Random, { market }: ClassedCustomer): CommentLanguage {
  return random.next() < (market === 'business' ? 0.14 : 0.06) ? 'en' : 'zh-CN';
}

/** The answers of the pages somebody got through: for most all of them, sent. */
function pagesKept(random: Random, definition: Definition, answers: Answers, language: string) {
  const pages = route(definition, answers, { ...anybody, language });
  const submitted = random.next() >= givesUp;
  const reached = submitted ? pages : pages.slice(0, random.next() < givesUpEarly ? 1 : 2);
  const asked = new Set(reached.flatMap(({ questions }) => questions.map(({ key }) => key)));
  return {
    answers: Object.fromEntries(Object.entries(answers).filter(([key]) => asked.has(key))),
    passed: reached.map(({ page }) => page.key),
    submitted,
  };
}

/** Most answer in the first days after the invitation, from eight in the morning to ten at night, within minutes. */
function timesOf(random: Random, { opensAt, closesAt }: Quarter) {
  const days = Math.floor((closesAt - opensAt) / day);
  const waited = Math.min(1 + Math.floor(-4 * Math.log(1 - random.next())), days - 1);
  const invitedOn = Math.floor((opensAt + chinaOffset) / day) * day - chinaOffset;
  const startedAt = invitedOn + waited * day + Math.round((8 + 14 * random.next()) * 60) * minute;
  return { startedAt, endedAt: startedAt + Math.round((3 + 9 * random.next()) * 60) * 1000 };
}
