import type { Database } from '#db/database.ts';
import { insertSampleMembers } from '#db/queries/sample-members.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertNextVersion } from '#db/queries/versions.ts';
import { insertWave } from '#db/queries/waves.ts';
import type { SampleMember } from '#db/tables.ts';
import { defaultPlan } from '#reports/plan.ts';
import { factorCsi } from '#surveys/templates/factor-csi.ts';

/** A moment all rows of these tests share: their times only have to come back as they went in. */
export const noon = 1_790_000_000_123;

export const aSurvey = { id: 'survey', slug: 'express', draft: {}, plan: defaultPlan, createdAt: noon };

export const aVersion = { id: 'version', surveyId: 'survey', definition: factorCsi, publishedAt: noon };

export const aWave = {
  id: 'wave',
  surveyId: 'survey',
  key: '2026-Q1',
  label: null,
  frameId: null,
  versionId: 'version',
  opensAt: null,
  closesAt: null,
  closedAt: null,
  plan: null,
  openKey: null,
  stratumQuestion: null,
  createdAt: noon,
};

export function aMember(position: number, changes: Partial<SampleMember> = {}) {
  return {
    id: `member-${position}`,
    position,
    customer: `C${position}`,
    stratum: 'A',
    attributes: { market: 'east' },
    disposition: null,
    dispositionAt: null,
    weight: null,
    ...changes,
  };
}

export function aLink(number: number, memberId: string | null) {
  return {
    id: `link-${number}`,
    waveId: 'wave',
    memberId,
    tokenHash: `hash-${number}`,
    expiresAt: null,
    createdAt: noon,
  };
}

/** The same link as it is read again. */
export function aKeptLink(number: number, memberId: string | null) {
  return { ...aLink(number, memberId), answered: false };
}

/** What a response has that nobody gave anything rare to. */
export const nothingRare = {
  fromSample: false,
  accessHash: null,
  facts: null,
  revising: null,
  consent: null,
  enteredBy: null,
  isExcluded: false,
} as const;

/** What `startResponse` keeps. */
export function aStart(id: string, changes: { memberId?: string; linkId?: string; startedAt?: number } = {}) {
  return {
    id,
    waveId: 'wave',
    versionId: 'version',
    memberId: null,
    linkId: null,
    stratum: null,
    answers: {},
    passed: [],
    locale: 'zh-CN',
    startedAt: noon,
    ...changes,
  };
}

/** A survey with a published version and one wave: what most rows refer to. */
export async function keepWave(db: Database): Promise<void> {
  await db.write(async (tx) => {
    await insertSurvey(tx, aSurvey);
    await insertNextVersion(tx, aVersion);
    await insertWave(tx, aWave);
  });
}

/** A wave whose sample has `size` customers at positions 1, 2, … */
export async function keepSample(db: Database, size: number): Promise<void> {
  await keepWave(db);
  const members = Array.from({ length: size }, (_, i) => aMember(i + 1));
  await db.write((tx) => insertSampleMembers(tx, 'wave', members));
}

/** All rows of a walk in chunks. */
export async function collected<R>(chunks: AsyncIterable<readonly R[]>): Promise<R[]> {
  const rows: R[] = [];
  for await (const chunk of chunks) rows.push(...chunk);
  return rows;
}
