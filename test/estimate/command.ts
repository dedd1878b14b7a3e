import { expect } from 'vitest';
import { aWorkplace } from '#test/helpers/cli.ts';

export const header = 'h,w,N,a,b,g';
export const rows = [
  'a,2,30,8,7,x',
  'a,3,30,9,8,y',
  'a,2,30,7,7,x',
  'b,4,40,8,9,y',
  'b,5,40,6,5,x',
  'b,4,40,9,7,y',
];
export const good = `${[header, ...rows].join('\n')}\n`;
export const spec = {
  data: 'd.csv',
  design: { weights: 'w', strata: ['h'], fpc: ['N'] },
  estimates: [{ name: 'mean', type: 'mean', variable: 'b' }],
};
/** What `estimate` says of a spec and a data file. */
export async function estimate(
  given: { data?: string | Uint8Array; spec?: unknown; files?: Record<string, unknown> } = {},
) {
  const place = aWorkplace();
  place.write('d.csv', given.data ?? good);
  place.write('s.json', given.spec ?? spec);
  for (const [name, content] of Object.entries(given.files ?? {})) place.write(name, content);
  const { code, out, error } = await place.manyi('estimate @s.json');
  return { code, error, result: out === '' ? null : JSON.parse(out) };
}

/** One line of words, nothing printed, exit code 1. */
export async function expectRefused(given: Parameters<typeof estimate>[0], message: string) {
  const { code, error, result } = await estimate(given);
  expect({ code, result }).toEqual({ code: 1, result: null });
  expect(error).toContain(message);
  expect(error.split('\n')).toHaveLength(1);
}
