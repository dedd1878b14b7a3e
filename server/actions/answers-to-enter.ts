import type { Queryable } from '#db/database.ts';
import { linkByMember } from '#db/queries/links.ts';
import type { SampleMember, Wave } from '#db/tables.ts';
import type { Definition } from '#surveys/definition.ts';
import { factsOf, knownOfMember, type Respondent } from '#surveys/respondent.ts';
import { linkToken } from '../tokens.ts';
import { needsConsent } from './consent.ts';
import { type EnterRefusal, refusedBecause } from './enter-answers.ts';
import { type InterviewDependencies, interviewOf } from './interview.ts';
import { waveStateAt } from './wave-state.ts';

/** The questionnaire as it would be entered for a customer. */
export interface AnswersToEnter {
  readonly definition: Definition;
  readonly respondent: Respondent;
  /** Why none can be entered now; `null` where they can. */
  readonly refusal: Exclude<EnterRefusal, 'notInSample' | 'consentMissing'> | null;
  /** Whether the customer has begun by the link; what is entered takes the place of it. */
  readonly isBegun: boolean;
  /** Whether whoever enters has to say that the customer agreed to what becomes of the data. */
  readonly asksConsent: boolean;
}

/** What somebody may enter for a customer of a wave's sample. Reads only; `enterAnswers` decides. */
export async function answersToEnter(
  queryable: Queryable,
  deps: InterviewDependencies & { readonly now: () => Date },
  { wave, member, language }: { wave: Wave; member: SampleMember; language: string },
): Promise<AnswersToEnter> {
  const languageOf = ({ languages }: Definition) =>
    languages.includes(language) ? language : (languages[0] ?? language);
  const link = await linkByMember(queryable, member.id);
  if (link !== null) {
    const interview = await interviewOf(queryable, linkToken(deps.secret, link.id), deps, languageOf);
    const { definition, respondent } = interview;
    const asksConsent = needsConsent(interview) && definition.privacy?.ask === true;
    const isBegun = interview.status === 'started';
    return { definition, respondent, refusal: refusedBecause(interview, deps.now()), isBegun, asksConsent };
  }
  const definition = await deps.definitions.ofVersion(queryable, wave.versionId);
  const facts = factsOf(definition, knownOfMember(member));
  const state = waveStateAt(wave, deps.now().getTime());
  const closed = state === 'closed' ? 'waveClosed' : state === 'planned' ? 'waveNotOpen' : null;
  return {
    definition,
    respondent: { facts, language: languageOf(definition), seed: '' },
    refusal: definition.anonymous ? 'anonymous' : closed,
    isBegun: false,
    asksConsent: definition.privacy?.ask === true,
  };
}
