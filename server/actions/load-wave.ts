import type { Queryable } from '#db/database.ts';
import { drawOfWave } from '#db/queries/draws.ts';
import { frameById, strataOfFrame } from '#db/queries/frames.ts';
import { responseCounts } from '#db/queries/responses.ts';
import { customersOfWave } from '#db/queries/sample-members.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import type { Draw, Wave } from '#db/tables.ts';
import type { WaveDataset } from '#reports/dataset.ts';
import { instrumentOf } from '#reports/instrument.ts';
import type { WaveInput } from '#reports/measure-wave.ts';
import { type Plan, stratumVariable } from '#reports/plan.ts';
import type { DrawReport, Warning } from '#reports/report.ts';
import { answerTo } from '#surveys/answers.ts';
import type { Definition } from '#surveys/definition.ts';
import { readDrawProtocol } from '#surveys/sampling/draw-protocol.ts';
import { seriesBetween } from '#surveys/series.ts';
import { purchaseClass, valueClass } from '../imports/frame-mapping.ts';
import { anonymousFacts } from '../reporting/read-anonymous.ts';
import type { OpenCounts, OpenResponse, WaveReading } from '../reporting/read-wave.ts';
import { WaveStore } from '../reporting/wave-store.ts';
import { waveDigests } from './report-digest.ts';
import type { DecidedVersion } from './versions.ts';

/** How a wave is to be read. */
export interface Reading {
  /** Every published questionnaire of the survey, by id. */
  readonly versions: ReadonlyMap<string, DecidedVersion>;
  readonly plan: Plan;
  /** Whether customers are looked at one by one. */
  readonly needsRows?: boolean;
  /** Whether it will be compared with other waves by the customers they share. */
  readonly withCustomers?: boolean;
}

/** A wave as it was read, and as it would be if no answer had been left out of the figures. */
export interface LoadedWave extends WaveInput {
  /** How many sent answers an analyst left out. */
  readonly excluded: number;
  /** Does some work on the wave as if none had been; afterwards it is as it was. */
  withExcluded<T>(work: (wave: WaveInput) => T): T;
}

/** The variables of customers, or single-choice questions, that a plan makes use of. */
function variablesOf({ segments, weighting }: Plan): string[] {
  const { unknownEligibility, nonresponse, calibration } = weighting;
  const classes = [...(unknownEligibility?.classes ?? []), ...(nonresponse?.classes ?? [])];
  const named = [...segments, ...classes, ...(calibration?.margins ?? [])];
  return [...new Set(named)].filter((name) => name !== stratumVariable);
}

/** The classes of customers' value that a report looks at wherever they are known. */
const valueVariables = [valueClass, purchaseClass];

/** What plans may come to name: what the frame counts customers by, facts that answers know, and single-choice questions. */
function otherVariables({ pages, facts }: Definition, frame: Frame | null): string[] {
  const questions = pages.flatMap((page) => page.questions);
  const choices = questions.filter(({ kind }) => kind === 'choice').map(({ key }) => key);
  const known = facts.map(({ key }) => key);
  return [...new Set([...Object.keys(frame?.margins ?? {}), ...known, ...choices])].filter(
    (name) => name !== stratumVariable,
  );
}

/**
 * Reads a wave, as far as it is not known already, and says what is known of its frame and its sample. What it
 * returns is of use until the store reads the wave again.
 *
 * Answers by the open link are rows of the sample only where nobody was drawn: beside a drawn sample their
 * chance of being asked is not known, so they are counted and not used.
 */
export async function loadWave(
  db: Queryable,
  wave: Wave,
  { versions, plan, needsRows = false, withCustomers = false }: Reading,
  store: WaveStore = new WaveStore({ read: db }),
): Promise<LoadedWave> {
  const version = versionOf(wave, versions);
  const frame = await frameOf(db, wave);
  const frozen = await strataOfWave(db, wave.id);
  const draw = await drawOfWave(db, wave.id);
  const strata = frozen.length > 0 ? frozen : (frame?.strata ?? []);
  const { excluded } = await responseCounts(db, wave.id);
  const wanted = { versions, plan, needsRows: needsRows || withCustomers || excluded > 0 };
  const reading = await readingOf(db, wave, frame, wanted);
  const isAnonymous = reading.anonymous !== null;
  const customers = withCustomers && !isAnonymous ? await customersOfWave(db, wave.id) : null;
  const read = await readTogether(store, reading);
  const { dataset, open, tallies } = read;
  const openAnswers = {
    submitted: open.submitted,
    excluded: open.excluded ?? 0,
    used: open.drawn === 0 && open.submitted - (open.excluded ?? 0) > open.withoutStratum,
  };
  const input: WaveInput = {
    key: wave.key,
    label: wave.label,
    opensAt: wave.opensAt,
    closesAt: wave.closedAt ?? wave.closesAt,
    definition: version.definition,
    version: version.number,
    plan,
    dataset,
    tallies,
    customers,
    populations: new Map(strata.map(({ stratum, population }) => [stratum, population])),
    frame: frame && {
      key: frame.key,
      kind: frame.kind,
      source: frame.source,
      population: frame.population,
      importedAt: frame.importedAt,
      margins: frame.margins,
      sums: frame.sums ?? {},
      classRules: frame.classRules ?? {},
    },
    draw: draw && drawReport(draw),
    openAnswers,
    warnings: [
      ...noticed(open, dataset, reading.ended),
      ...severalVersions(version, versions, dataset),
      ...withheldVariables(variablesOf(plan), read.withheld),
      ...(withCustomers && isAnonymous ? [{ code: 'overlap-unknown' as const, params: {} }] : []),
    ],
  };
  return {
    ...input,
    digests: waveDigests(input, read.digest),
    excluded,
    withExcluded: (work) =>
      read.withExcluded((whole) => {
        const used = openAnswers.used || (open.drawn === 0 && (open.excluded ?? 0) > 0);
        return work({ ...input, ...whole, openAnswers: { ...openAnswers, excluded: 0, used } });
      }),
  };
}

/** How a wave is to be read by whoever reads its responses otherwise, so that they count the same rows. */
export async function readingOfWave(
  db: Queryable,
  wave: Wave,
  reading: Pick<Reading, 'versions' | 'plan'>,
): Promise<WaveReading> {
  return await readingOf(db, wave, await frameOf(db, wave), reading);
}

/**
 * What the store reads; with the rows too where only they tell which segments have the same respondents, without which
 * nobody knows what small ones could be told from.
 */
async function readTogether(
  store: WaveStore,
  reading: WaveReading,
): Promise<Awaited<ReturnType<WaveStore['read']>>> {
  const read = await store.read(reading);
  const isKnown = read.tallies?.knowsTogether(reading.plan.segments) ?? true;
  return isKnown || reading.needsRows ? read : await store.read({ ...reading, needsRows: true });
}

/** How a sample was drawn, as far as it was written down. */
function drawReport({ seed, drawnAt, protocol }: Draw): DrawReport {
  const noted = readDrawProtocol(protocol);
  if (noted === null) return { seed, drawnAt };
  const sum = (of: 'kept' | 'heldBack' | 'optedOut') =>
    noted.strata.reduce((total, stratum) => total + stratum[of], 0);
  const { keptFrom, cap } = noted;
  const counts = { kept: sum('kept'), heldBack: sum('heldBack'), optedOut: sum('optedOut') };
  return { seed, drawnAt, keptFrom, cap, ...counts };
}

/** Reads what has come to a wave and lets the store keep it for the next report. */
export async function keepWave(
  db: Queryable,
  wave: Wave,
  reading: Pick<Reading, 'versions' | 'plan'>,
  store: WaveStore,
): Promise<void> {
  await store.keep(await readingOf(db, wave, await frameOf(db, wave), reading));
}

/** How the stratum of an answer by the open link is found, as reports find it. */
export async function openStratum(
  db: Queryable,
  wave: Wave,
): Promise<(response: OpenResponse) => string | null> {
  const frame = await frameOf(db, wave);
  return (response) => stratumOfOpen(wave, response, frame);
}

async function readingOf(
  db: Queryable,
  wave: Wave,
  frame: Frame | null,
  { versions, plan, needsRows = false }: Reading,
): Promise<WaveReading> {
  const current = versionOf(wave, versions);
  const { definition } = current;
  return {
    anonymous: await anonymousFacts(db, wave.id, definition),
    waveId: wave.id,
    reference: definition,
    versions: new Map([...versions].map(([id, version]) => [id, version.definition])),
    ended: endedSeries(current, versions),
    variables: [...new Set([...variablesOf(plan), ...valueVariables])],
    amounts: plan.value?.revenue === undefined ? [] : [plan.value.revenue],
    otherVariables: otherVariables(definition, frame),
    plan,
    instrument: instrumentOf(definition),
    needsRows,
    stratumOf: (response) => stratumOfOpen(wave, response, frame),
  };
}

function versionOf({ key, versionId }: Wave, versions: Reading['versions']): DecidedVersion {
  const version = versions.get(versionId);
  if (version === undefined) throw new RangeError(`Wave ${key} points at an unknown version`);
  return version;
}

/** By version: the questions whose series ended between it and the one a wave asks now. */
function endedSeries(current: DecidedVersion, versions: Reading['versions']): WaveReading['ended'] {
  const steps = [...versions.values()];
  const others = steps.filter(({ id }) => id !== current.id);
  return new Map(
    others.map((other) => {
      const series = [...seriesBetween(steps, other, current)];
      return [other.id, new Set(series.flatMap(([key, state]) => (state === 'ended' ? [key] : [])))];
    }),
  );
}

/** What a reader has to know where a wave was answered in several versions of the questionnaire. */
function severalVersions(
  current: DecidedVersion,
  versions: Reading['versions'],
  { answeredBy }: WaveDataset,
): Warning[] {
  const others = [...answeredBy].flatMap(([id, answers]) => {
    const number = versions.get(id)?.number;
    return id === current.id || answers === 0 || number === undefined ? [] : [{ number, answers }];
  });
  if (others.length === 0) return [];
  const answers = others.reduce((sum, other) => sum + other.answers, 0);
  const numbers = others.map(({ number }) => number).toSorted((one, other) => one - other);
  return [{ code: 'several-versions', params: { answers, versions: numbers.join(', ') } }];
}

/** What a reader of the report has to know about how the answers were read. */
function noticed(
  { drawn, submitted, withoutStratum }: OpenCounts,
  { onAnotherScale }: WaveDataset,
  ended: WaveReading['ended'],
): Warning[] {
  const ends = new Set([...ended.values()].flatMap((questions) => [...questions]));
  const warnings = [...onAnotherScale].map(([question, answers]): Warning => {
    const code = ends.has(question) ? 'asked-otherwise' : 'on-another-scale';
    return { code, params: { question, answers } };
  });
  if (drawn > 0 && submitted > 0) {
    warnings.push({ code: 'open-answers-not-used', params: { answers: submitted } });
  }
  if (withoutStratum > 0) {
    warnings.push({ code: 'open-without-stratum', params: { answers: withoutStratum } });
  }
  return warnings;
}

/** What a plan asks for and a report of anonymous answers cannot use. */
function withheldVariables(wanted: readonly string[], withheld: readonly string[]): Warning[] {
  return wanted
    .filter((variable) => withheld.includes(variable))
    .map((variable) => ({ code: 'anonymous-variable', params: { variable } }));
}

type Frame = NonNullable<Awaited<ReturnType<typeof frameOf>>>;

async function frameOf(db: Queryable, { frameId }: Wave) {
  const frame = frameId === null ? null : await frameById(db, frameId);
  if (frame === null) return null;
  const strata = await strataOfFrame(db, frame.id);
  return { ...frame, strata, population: strata.reduce((sum, { population }) => sum + population, 0) };
}

/** The name of the stratum where there is only one and nobody named it. */
const everybody = 'all';

/**
 * The stratum of an answer by the open link: the one of its link, the answer to the wave's stratum question, or the
 * only one there is. `null` when it is none of the frame's.
 */
function stratumOfOpen(
  { stratumQuestion }: Wave,
  { stratum, answers }: OpenResponse,
  frame: { strata: readonly { stratum: string }[] } | null,
): string | null {
  if (frame === null) return everybody;
  const known = frame.strata.map((one) => one.stratum);
  const answer = stratumQuestion === null ? undefined : answerTo(answers, stratumQuestion);
  const named = stratum ?? (typeof answer === 'string' ? answer : null);
  if (named !== null) return known.includes(named) ? named : null;
  return known.length === 1 ? (known[0] ?? null) : null;
}
