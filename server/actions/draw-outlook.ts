import type { Queryable } from '#db/database.ts';
import { countsOfCustomersNamed } from '#db/queries/frame-lookups.ts';
import { strataOfFrame } from '#db/queries/frames.ts';
import { optOuts } from '#db/queries/opt-outs.ts';
import type { AskingCap } from '#surveys/sampling/asking-cap.ts';
import { askingCapOf, customersAskedEnough } from './asking-cap.ts';

/** What can be drawn from a list now, stratum by stratum. */
export interface DrawOutlook {
  /** How often customers may be asked; `null` as often as samples are drawn. */
  readonly cap: AskingCap | null;
  readonly strata: readonly {
    readonly stratum: string;
    readonly population: number;
    /** Asked as often as they may be: they cannot be drawn now. */
    readonly heldBack: number;
    /** Asked not to be invited: if they are drawn, they get no link and count as refusing. */
    readonly optedOut: number;
  }[];
}

/**
 * What can be drawn from a list at a moment.
 *
 * Cheap also for a long list: only the customers who were asked lately, and those who want no invitations, are looked up in it.
 */
export async function drawOutlook(read: Queryable, frameId: string, at: number): Promise<DrawOutlook> {
  const cap = await askingCapOf(read);
  const askedEnough = cap === null ? [] : await customersAskedEnough(read, cap, at);
  const heldBack = await countsOfCustomersNamed(read, frameId, askedEnough);
  const optedOut = new Map<string, number>();
  for await (const rows of optOuts(read)) {
    const some = await countsOfCustomersNamed(
      read,
      frameId,
      rows.map(({ customer }) => customer),
    );
    for (const [stratum, customers] of some) optedOut.set(stratum, (optedOut.get(stratum) ?? 0) + customers);
  }
  const strata = (await strataOfFrame(read, frameId)).map(({ stratum, population }) => ({
    stratum,
    population,
    heldBack: heldBack.get(stratum) ?? 0,
    optedOut: optedOut.get(stratum) ?? 0,
  }));
  return { cap, strata };
}
