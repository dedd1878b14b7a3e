import type { Queryable } from '#db/database.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { versionById } from '#db/queries/versions.ts';
import type { Wave } from '#db/tables.ts';
import type { SmallCell } from '#reports/anonymous-sample.ts';
import { plan as planSchema } from '#reports/plan.ts';
import { anonymousFacts, sampleAsked } from '../reporting/read-anonymous.ts';
import { readPublished } from './versions.ts';

/**
 * Strata of a wave's sample, divided by the facts kept beside anonymous answers, of so few customers that an answer
 * may tell who gave it: fewer than a report shows by themselves. None where answers are not anonymous.
 */
export async function identifyingCells(read: Queryable, wave: Wave): Promise<readonly SmallCell[]> {
  const version = await versionById(read, wave.versionId);
  const kept = version && (await anonymousFacts(read, wave.id, readPublished(version)));
  if (kept === null) return [];
  const survey = await surveyById(read, wave.surveyId);
  const { smallestCell } = planSchema.parse(wave.plan ?? survey?.plan ?? {});
  const { sample } = await sampleAsked(read, wave.id, kept);
  return sample.smallCells(smallestCell);
}
