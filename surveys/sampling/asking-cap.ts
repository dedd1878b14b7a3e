import { z } from 'zod';

/** How often one customer may be asked over all surveys: at most so many times in so many days. */
export const askingCap = z.strictObject({
  times: z.int().min(1).max(100),
  days: z.int().min(1).max(3_660),
});
export type AskingCap = z.output<typeof askingCap>;
