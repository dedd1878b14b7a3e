import type { Wave } from '#db/tables.ts';

/** Whether a wave has not begun, takes answers, or is over. */
export type WaveState = 'planned' | 'open' | 'closed';

/** The state of a wave at a moment, in milliseconds since 1970. A wave closed by hand is closed, whatever its dates say. */
export function waveStateAt(
  { opensAt, closesAt, closedAt }: Pick<Wave, 'opensAt' | 'closesAt' | 'closedAt'>,
  at: number,
): WaveState {
  if (closedAt !== null || (closesAt !== null && closesAt <= at)) return 'closed';
  return opensAt !== null && opensAt > at ? 'planned' : 'open';
}
