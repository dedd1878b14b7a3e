import { type Comparability, seriesComparability } from './comparability.ts';
import type { Definition } from './definition.ts';

/** A published version, and what was decided of the series that its changes touch. */
export interface VersionStep {
  readonly number: number;
  readonly definition: Definition;
  /** By rated question: whether its series goes on from the version before (`true`) or ends there (`false`). */
  readonly decisions: ReadonlyMap<string, boolean>;
}

/**
 * How a series continues between two versions, decisions heeded.
 *
 * - `same`: the same measure; where it was reworded, somebody decided for each rewording that it still is
 * - `reworded`: asked in other words, and nobody has decided (versions of before decisions were asked for)
 * - `ended`: somebody decided that it is another measure
 */
export type SeriesState = Comparability | 'ended';

/**
 * How every rated question's series continues from one version to another, whichever is the later.
 *
 * An end in any version between them counts, with one exception: where both ask the very same and the words went there and
 * back in between, the two wordings that were told apart are one again. A series that ended for its meaning, its words
 * unchanged, stays ended. Other scales break whatever anybody decided.
 *
 * @param steps the survey's versions in the order of their numbers; those that are missing decided nothing
 */
export function seriesBetween(
  steps: readonly VersionStep[],
  one: Pick<VersionStep, 'number' | 'definition'>,
  other: Pick<VersionStep, 'number' | 'definition'>,
): ReadonlyMap<string, SeriesState> {
  const [from, to] = one.number <= other.number ? [one, other] : [other, one];
  const direct = seriesComparability(from.definition, to.definition);
  const between = steps.filter(({ number }) => number > from.number && number <= to.number);
  if (between.length === 0) return direct;
  const changes = between.map((step, place) => {
    const before = between[place - 1]?.definition ?? from.definition;
    return { decisions: step.decisions, states: seriesComparability(before, step.definition) };
  });
  return new Map([...direct].map(([key, state]) => [key, decided(key, state, changes)]));
}

interface StepOfSeries {
  readonly decisions: VersionStep['decisions'];
  readonly states: ReadonlyMap<string, Comparability>;
}

function decided(key: string, direct: Comparability, changes: readonly StepOfSeries[]): SeriesState {
  if (direct !== 'same' && direct !== 'reworded') return direct;
  const ends = changes.some(
    ({ decisions, states }) =>
      decisions.get(key) === false && !(direct === 'same' && states.get(key) === 'reworded'),
  );
  if (ends) return 'ended';
  const isUndecided = changes.some(
    ({ decisions, states }) => states.get(key) === 'reworded' && decisions.get(key) !== true,
  );
  return direct === 'reworded' && !isUndecided ? 'same' : direct;
}

/**
 * What is to be decided of a rated question before the next version is published.
 *
 * - `continues`: nothing in it changed; its series goes on unless somebody decides otherwise
 * - `decide`: it was reworded; somebody has to say whether that is a correction or another question
 * - `breaks`: it is asked on another scale or counted from another zero; nobody can decide otherwise
 * - `begins`, `ends`: it is new, or no longer asked
 */
export type SeriesProposal = 'continues' | 'decide' | 'breaks' | 'begins' | 'ends';

const proposals: Readonly<Record<Comparability, SeriesProposal>> = {
  same: 'continues',
  reworded: 'decide',
  scaleChanged: 'breaks',
  originChanged: 'breaks',
  added: 'begins',
  removed: 'ends',
};

export interface ProposedSeries {
  /** The key of an item, or of another rated question. */
  readonly key: string;
  readonly comparability: Comparability;
  readonly proposal: SeriesProposal;
}

/** What is proposed for every rated question: those of the later version in its order, then those that are gone. */
export function proposedSeries(earlier: Definition, later: Definition): readonly ProposedSeries[] {
  return [...seriesComparability(earlier, later)].map(([key, comparability]) => ({
    key,
    comparability,
    proposal: proposals[comparability],
  }));
}

/** What somebody says of a series. */
export interface SeriesChoice {
  readonly continues: boolean;
  readonly reason: string;
}

/** Why what was said of a series cannot be taken. */
export type ChoiceProblem =
  /** Nothing with this key is rated in both versions. */
  | 'unknownItem'
  /** Another scale or another zero makes another measure, whatever anybody says. */
  | 'cannotContinue'
  | 'reasonMissing';

export interface CheckedChoices {
  /** What nobody has decided and somebody must. */
  readonly undecided: readonly string[];
  readonly problems: readonly { readonly key: string; readonly problem: ChoiceProblem }[];
  /** What is to be recorded: what says something that does not follow from the questionnaires. */
  readonly recorded: readonly (SeriesChoice & { readonly key: string })[];
}

/** Holds what somebody decided against what had to be decided. */
export function checkChoices(
  proposed: readonly ProposedSeries[],
  choices: ReadonlyMap<string, SeriesChoice>,
): CheckedChoices {
  const known = new Map(proposed.map((each) => [each.key, each.proposal]));
  const undecided = proposed.flatMap(({ key, proposal }) =>
    proposal === 'decide' && !choices.has(key) ? [key] : [],
  );
  const problems: { key: string; problem: ChoiceProblem }[] = [];
  const recorded: (SeriesChoice & { key: string })[] = [];
  for (const [key, { continues, reason }] of choices) {
    const proposal = known.get(key);
    const isAskedInBoth = proposal === 'continues' || proposal === 'decide' || proposal === 'breaks';
    const words = reason.normalize('NFC').trim();
    if (!isAskedInBoth) problems.push({ key, problem: 'unknownItem' });
    else if (proposal === 'breaks' && continues) problems.push({ key, problem: 'cannotContinue' });
    else if (proposal === 'continues' && continues) continue;
    else if (words === '') problems.push({ key, problem: 'reasonMissing' });
    else recorded.push({ key, continues, reason: words });
  }
  return { undecided, problems, recorded };
}
