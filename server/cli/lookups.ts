import type { Queryable } from '#db/database.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { waveByKey } from '#db/queries/waves.ts';
import { keyPattern } from '../actions/create-wave.ts';
import { slugPattern } from '../actions/import-questionnaire.ts';
import { momentNamed } from '../imports/moments.ts';
import { Refusal } from './refusal.ts';

/** The survey of a name. @throws Refusal when there is none */
export async function surveyNamed(queryable: Queryable, slug: string) {
  const survey = await surveyBySlug(queryable, slug);
  if (survey === null) throw new Refusal('cli.unknownSurvey', { survey: slug });
  return survey;
}

/** The wave of a key. @throws Refusal when the survey has none */
export async function waveNamed(queryable: Queryable, survey: { id: string; slug: string }, key: string) {
  const wave = await waveByKey(queryable, survey.id, key);
  if (wave === null) throw new Refusal('cli.unknownWave', { survey: survey.slug, wave: key });
  return wave;
}

/** A survey's public name as typed. @throws Refusal when it cannot be one */
export function slugFrom(text: string): string {
  if (!slugPattern.test(text)) throw new Refusal('cli.badSlug', { survey: text });
  return text;
}

/** The key of a wave or a frame as typed. @throws Refusal when it cannot be one */
export function keyFrom(option: string, text: string): string {
  const key = text.normalize('NFC');
  if (!keyPattern.test(key)) throw new Refusal('cli.badKey', { option, key: text });
  return key;
}

const momentPattern = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/** A moment as typed: `2026-10-01`, `2026-10-01T09:00+08:00`. @throws Refusal when it is none */
export function momentFrom(option: string, text: string | null): Date | null {
  if (text === null) return null;
  const moment = momentNamed(text, momentPattern);
  if (moment === null) throw new Refusal('cli.badMoment', { option, text });
  return moment;
}
