import type { Queryable } from '#db/database.ts';
import { type Deed, type Doer, type Recording, record } from './audit.ts';

/** Writes into the audit log what is done in a transaction, by somebody who is known already. */
export interface Recorder {
  (tx: Queryable, deed: Omit<Deed, 'by'>): Promise<void>;
  /** Who it is, for another thread to write in their name. */
  readonly by?: Doer;
}

/** The log of what one person does. */
export function recorderFor(recording: Recording, by: Doer): Recorder {
  return Object.assign((tx: Queryable, deed: Omit<Deed, 'by'>) => record(tx, recording, { by, ...deed }), {
    by,
  });
}
