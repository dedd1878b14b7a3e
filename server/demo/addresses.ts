import type { Queryable } from '#db/database.ts';
import { linkByMember } from '#db/queries/links.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { membersWithResponses } from '#db/queries/wave-data.ts';
import { wavesOf } from '#db/queries/waves.ts';
import { reportLinkPath } from '../actions/report-links.ts';
import { signedPath } from '../addresses.ts';
import { demonstrationToken, linkToken } from '../tokens.ts';
import { demoSlug } from './company.ts';
import { parcel, parcelSlug } from './parcels.ts';

/** Paths, from the root of the server, at which a newcomer begins. */
export interface DemoAddresses {
  /** The questionnaire of a sampled customer who has not answered yet; `null` when nobody is left. */
  readonly personal: string | null;
  /** The questionnaire for anybody. */
  readonly open: string | null;
  /** The report, for whoever has no account; it opens while the demonstration's link is good. */
  readonly report: string;
  /** The questionnaire about one delivery, as the code on its slip leads to it. */
  readonly delivery: string | null;
}

/** Where to begin in a database that has the demonstration. `null` when it has not. */
export async function demoAddresses(read: Queryable, secret: string): Promise<DemoAddresses | null> {
  const survey = await surveyBySlug(read, demoSlug);
  const wave = survey && (await wavesOf(read, survey.id)).at(-1);
  if (!wave) return null;
  const link = await unansweredLink(read, wave.id);
  return {
    personal: link && `/s/${linkToken(secret, link.id)}`,
    open: wave.openKey && `/o/${wave.openKey}`,
    report: reportLinkPath(demonstrationToken(secret)),
    delivery: await deliveryAddress(read, secret),
  };
}

async function deliveryAddress(read: Queryable, secret: string): Promise<string | null> {
  const survey = await surveyBySlug(read, parcelSlug);
  const openKey = survey && (await wavesOf(read, survey.id)).at(-1)?.openKey;
  return openKey ? signedPath(secret, openKey, parcel) : null;
}

async function unansweredLink(read: Queryable, waveId: string) {
  for await (const members of membersWithResponses(read, waveId)) {
    for (const { id, disposition, response } of members) {
      if (response !== null || disposition !== null) continue;
      const link = await linkByMember(read, id);
      if (link !== null) return link;
    }
  }
  return null;
}
