import type { Queryable } from '#db/database.ts';
import { drawOfWave } from '#db/queries/draws.ts';
import { frameById, strataOfFrame } from '#db/queries/frames.ts';
import { membersWithResponses, responsesWithoutMember } from '#db/queries/wave-data.ts';
import { strataOfWave } from '#db/queries/wave-strata.ts';
import type { SurveyVersion, Wave } from '#db/tables.ts';
import { WaveColumns, type WaveDataset } from '#reports/dataset.ts';
import type { WaveInput } from '#reports/measure-wave.ts';
import type { Plan } from '#reports/plan.ts';
import type { Warning } from '#reports/report.ts';
import { type Answers, answerTo } from '#surveys/answers.ts';

/** How a wave is to be read. */
export interface Reading {
  /** Every published questionnaire of the survey, by id. */
  readonly versions: ReadonlyMap<string, SurveyVersion>;
  readonly plan: Plan;
}

/** The variables of customers, or single-choice questions, that a plan makes use of. */
function variablesOf({ segments, weighting }: Plan): string[] {
  const { unknownEligibility, nonresponse, calibration } = weighting;
  const classes = [...(unknownEligibility?.classes ?? []), ...(nonresponse?.classes ?? [])];
  return [...new Set([...segments, ...classes, ...(calibration?.margins ?? [])])];
}

/**
 * Reads a wave into columns, row by row, and says what is known of its frame and its sample.
 *
 * Answers by the open link are rows of the sample only where nobody was drawn: beside a drawn sample their
 * chance of being asked is not known, so they are counted and not used.
 */
export async function loadWave(db: Queryable, wave: Wave, { versions, plan }: Reading): Promise<WaveInput> {
  const version = versions.get(wave.versionId);
  if (version === undefined) throw new RangeError(`Wave ${wave.key} points at an unknown version`);
  const definitions = new Map([...versions].map(([id, { definition }]) => [id, definition]));
  const columns = new WaveColumns(version.definition, definitions, variablesOf(plan));
  const customers: (string | null)[] = [];
  let drawn = 0;
  for await (const members of membersWithResponses(db, wave.id)) {
    for (const { disposition, customer, ...member } of members) {
      columns.set(columns.size, { ...member, recorded: disposition });
      customers.push(customer);
    }
    drawn += members.length;
  }
  const frame = await frameOf(db, wave);
  const open = { submitted: 0, withoutStratum: 0 };
  for await (const responses of responsesWithoutMember(db, wave.id)) {
    for (const response of responses) {
      if (response.status !== 'submitted') continue;
      open.submitted += 1;
      if (drawn > 0) continue;
      const stratum = stratumOfOpen(wave, response, frame);
      if (stratum === null) open.withoutStratum += 1;
      else columns.set(columns.size, { stratum, attributes: {}, recorded: null, weight: null, response });
    }
  }
  const frozen = await strataOfWave(db, wave.id);
  const draw = await drawOfWave(db, wave.id);
  const dataset = columns.dataset();
  const strata = frozen.length > 0 ? frozen : (frame?.strata ?? []);
  return {
    key: wave.key,
    label: wave.label,
    opensAt: wave.opensAt,
    closesAt: wave.closedAt ?? wave.closesAt,
    definition: version.definition,
    version: version.number,
    plan,
    dataset,
    customers,
    populations: new Map(strata.map(({ stratum, population }) => [stratum, population])),
    frame: frame && {
      key: frame.key,
      kind: frame.kind,
      source: frame.source,
      population: frame.population,
      margins: frame.margins,
    },
    draw: draw && { seed: draw.seed, drawnAt: draw.drawnAt },
    openAnswers: { submitted: open.submitted, used: drawn === 0 && open.submitted > open.withoutStratum },
    warnings: noticed(drawn, open, dataset),
  };
}

/** What a reader of the report has to know about how the answers were read. */
function noticed(
  drawn: number,
  open: { readonly submitted: number; readonly withoutStratum: number },
  { onAnotherScale }: WaveDataset,
): Warning[] {
  const warnings = [...onAnotherScale].map(
    ([question, answers]): Warning => ({ code: 'on-another-scale', params: { question, answers } }),
  );
  if (drawn > 0 && open.submitted > 0) {
    warnings.push({ code: 'open-answers-not-used', params: { answers: open.submitted } });
  }
  if (open.withoutStratum > 0) {
    warnings.push({ code: 'open-without-stratum', params: { answers: open.withoutStratum } });
  }
  return warnings;
}

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
  { stratum, answers }: { stratum: string | null; answers: Answers },
  frame: { strata: readonly { stratum: string }[] } | null,
): string | null {
  if (frame === null) return everybody;
  const known = frame.strata.map((one) => one.stratum);
  const answer = stratumQuestion === null ? undefined : answerTo(answers, stratumQuestion);
  const named = stratum ?? (typeof answer === 'string' ? answer : null);
  if (named !== null) return known.includes(named) ? named : null;
  return known.length === 1 ? (known[0] ?? null) : null;
}
