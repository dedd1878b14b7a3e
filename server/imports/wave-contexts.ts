import type { Queryable } from '#db/database.ts';
import { frameById, frameByKey, strataOfFrame } from '#db/queries/frames.ts';
import { memberCountsByStratum } from '#db/queries/sample-members.ts';
import { versionsOf } from '#db/queries/versions.ts';
import { wavesOf } from '#db/queries/waves.ts';
import type { Frame, SurveyVersion, Wave } from '#db/tables.ts';
import { answerKeys } from '#surveys/companions.ts';
import { type Definition, definition } from '#surveys/definition.ts';
import { fits, partsOf } from './answer-shapes.ts';
import type { FileProblems } from './problems.ts';
import type { ResponseMapping } from './response-mapping.ts';

/** A frame as far as rows are checked against it. */
export interface KnownFrame {
  readonly frame: Frame;
  readonly populations: ReadonlyMap<string, number>;
}

/** What is stored already that rows of a file have to fit. */
export interface ImportContext {
  /** The version new waves will ask: the one published last. */
  readonly latest: SurveyVersion;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Waves the survey has, by key, each with its frame and whether it has a sample. */
  readonly waves: ReadonlyMap<string, { readonly wave: Wave; readonly hasSample: boolean }>;
  /** The frame of the samples; `null` where the mapping names none. */
  readonly frame: KnownFrame | null;
}

/** Reads what is stored; what the mapping asks for and is not there goes to `problems`, which are the mapping's. */
export async function importContext(
  queryable: Queryable,
  surveyId: string,
  mapping: ResponseMapping,
  problems: FileProblems,
): Promise<ImportContext | null> {
  const versions = await versionsOf(queryable, surveyId);
  const latest = versions.at(-1);
  if (latest === undefined) {
    problems.add('notPublished');
    return null;
  }
  const definitions = new Map(versions.map(({ id, definition: json }) => [id, definition.parse(json)]));
  const waves = new Map<string, { wave: Wave; hasSample: boolean }>();
  for (const wave of await wavesOf(queryable, surveyId)) {
    const counts = await memberCountsByStratum(queryable, wave.id);
    waves.set(wave.key, { wave, hasSample: counts.length > 0 });
  }
  const frame = await frameFor(queryable, surveyId, mapping, waves);
  if (frame === null && mapping.frame !== undefined) {
    problems.add('unknownFrame', { column: 'frame' }, { frame: mapping.frame });
  }
  checkQuestions([...definitions.values()], mapping, problems);
  return { latest, definitions, waves, frame };
}

/** The frame the mapping names; else the one of the wave, where the whole file is of one wave that has one. */
async function frameFor(
  queryable: Queryable,
  surveyId: string,
  { frame: key, wave: from }: ResponseMapping,
  waves: ImportContext['waves'],
): Promise<KnownFrame | null> {
  const onlyWave = 'value' in from ? waves.get(from.value)?.wave : undefined;
  const frame =
    key !== undefined
      ? await frameByKey(queryable, surveyId, key)
      : await frameById(queryable, onlyWave?.frameId ?? '');
  if (frame === null) return null;
  const strata = await strataOfFrame(queryable, frame.id);
  return { frame, populations: new Map(strata.map(({ stratum, population }) => [stratum, population])) };
}

/** Every question mapped is asked by some version, and its columns fit its kind. */
function checkQuestions(
  definitions: readonly Definition[],
  { answers }: ResponseMapping,
  problems: FileProblems,
): void {
  const questions = definitions.flatMap(({ pages }) => pages.flatMap((page) => page.questions));
  for (const [key, columns] of Object.entries(answers)) {
    const question = questions.findLast((each) => answerKeys(each).includes(key));
    const column = `answers.${key}`;
    if (question === undefined) {
      const known = [...new Set(questions.flatMap(answerKeys))].join(', ');
      problems.add('unknownQuestion', { column }, { question: key, known });
      continue;
    }
    if (!fits(question, key, columns)) problems.add('mappingOfQuestion', { column }, { kind: question.kind });
    else if (typeof columns === 'object' && 'columns' in columns) {
      const known = partsOf(question);
      for (const option of Object.keys(columns.columns)) {
        if (!known.includes(option))
          problems.add('unknownOption', { column: `${column}.columns` }, { option });
      }
    }
  }
}
