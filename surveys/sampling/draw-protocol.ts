import { z } from 'zod';
import { askingCap } from './asking-cap.ts';

const count = z.int().min(0);

/** What pages show of how a sample was drawn. Draws made before something was noted say nothing of it. */
const shownProtocol = z.object({
  seed: z.string(),
  frame: z.string(),
  keptFrom: z.string().nullable().default(null),
  cap: askingCap.nullable().default(null),
  strata: z.array(
    z.object({
      stratum: z.string(),
      sampled: count,
      kept: count.default(0),
      heldBack: count.default(0),
      optedOut: count.default(0),
    }),
  ),
});
export type ShownProtocol = z.output<typeof shownProtocol>;

/** What was written down of a draw; `null` where nothing was that can be read. */
export function readDrawProtocol(kept: unknown): ShownProtocol | null {
  const reading = shownProtocol.safeParse(kept);
  return reading.success ? reading.data : null;
}
