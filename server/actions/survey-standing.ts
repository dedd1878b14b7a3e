import { isDeepStrictEqual } from 'node:util';
import type { Queryable } from '#db/database.ts';
import { framesOfSurvey } from '#db/queries/frames.ts';
import { wavesOverview } from '#db/queries/overviews.ts';
import { latestVersion } from '#db/queries/versions.ts';
import type { Survey } from '#db/tables.ts';
import type { Definition } from '#surveys/definition.ts';
import { hasText } from '#surveys/localized.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { problemsIn } from '#surveys/publishing.ts';
import { readDraft } from '#surveys/read-definition.ts';
import type { Progress } from '#surveys/steps.ts';
import { waveStateAt } from './wave-state.ts';

type LastWave = Awaited<ReturnType<typeof wavesOverview>>[number];

/** Where a survey stands, with what it was worked out from. */
export interface SurveyStanding {
  readonly progress: Progress;
  /** The draft, as far as it is one; `null` where it has not the shape of a questionnaire. */
  readonly draft: Definition | null;
  readonly factors: number;
  /** How much keeps the draft from being published. */
  readonly problems: number;
  readonly lastWave: LastWave | null;
}

/** Reads where a survey stands at a moment, in milliseconds since 1970. */
export async function surveyStanding(db: Queryable, survey: Survey, at: number): Promise<SurveyStanding> {
  const reading = readDraft(survey.draft);
  const draft = 'problems' in reading ? null : reading.definition;
  const pairs = draft === null ? [] : pairsOf(draft);
  const version = await latestVersion(db, survey.id);
  const frames = await framesOfSurvey(db, survey.id);
  const lastWave = (await wavesOverview(db, survey.id)).at(-1) ?? null;
  return {
    draft,
    factors: new Set(pairs.map(({ factor }) => factor.key)).size,
    problems: 'problems' in reading ? reading.problems.length : problemsIn(reading.definition).length,
    lastWave,
    progress: {
      isNamed: draft !== null && isNamed(draft),
      items: pairs.length,
      versions: version?.number ?? 0,
      isPublished: version !== null && isDeepStrictEqual(asJson(version.definition), asJson(draft)),
      frames: frames.filter(({ isComplete }) => isComplete).length,
      wave: lastWave === null ? null : progressOf(lastWave, at),
    },
  };
}

function isNamed({ title, organisation, languages }: Definition): boolean {
  return languages.some((language) => hasText(title, language) && hasText(organisation, language));
}

function progressOf(wave: LastWave, at: number): NonNullable<Progress['wave']> {
  return {
    state: waveStateAt(wave, at),
    sampled: wave.sampled,
    hasOpenLink: wave.openKey !== null,
    submitted: wave.responses.submitted,
  };
}

/** A document as JSON says it, without what is `undefined`. */
function asJson(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document));
}
