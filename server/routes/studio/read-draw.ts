import { z } from 'zod';
import type { DrawRequest } from '../../actions/draw-sample.ts';
import type { Translate } from '../../i18n/translate.ts';
import { wrongCharacters } from './typed.ts';
import { numberTyped } from './typed-number.ts';

type Values = ReadonlyMap<string, string>;

/** A wave with a sample, of which part may stay. */
export interface EarlierSample {
  readonly id: string;
  readonly key: string;
}

/**
 * How a sample is to be drawn as its form says it; `null` with what is wrong, by field.
 *
 * @param earlier the samples of which part may stay
 */
export function readDraw(
  values: Values,
  earlier: readonly EarlierSample[],
  t: Translate,
): { readonly request: Omit<DrawRequest, 'wave'> | null; readonly errors: Map<string, string> } {
  const errors = wrongCharacters(values, t);
  const seed = values.get('seed') ?? '';
  if (seed === '') errors.set('seed', t('studio.wave.draw.seedMissing'));
  const wanted = wantedIn(values, errors, t);
  const keep = keptIn(values, earlier, errors, t);
  if (wanted === null || errors.size > 0) return { request: null, errors };
  return { request: { seed, wanted, keep }, errors };
}

function wantedIn(values: Values, errors: Map<string, string>, t: Translate): DrawRequest['wanted'] | null {
  const given = values.get('sizes');
  if (given !== undefined) {
    const sizes = sizesIn(given);
    if (sizes === null) errors.set('total', t('studio.wave.draw.whole'));
    return sizes === null ? null : { sizes };
  }
  const whole = (name: string): number => {
    const number = numberTyped(values.get(name) ?? '') ?? Number.NaN;
    if (!(Number.isInteger(number) && number >= 1)) errors.set(name, t('studio.wave.draw.whole'));
    return number;
  };
  return { total: whole('total'), minimum: whole('minimum') };
}

/** Which sample stays, and how much of it; `null` for none of any. */
function keptIn(
  values: Values,
  earlier: readonly EarlierSample[],
  errors: Map<string, string>,
  t: Translate,
): DrawRequest['keep'] {
  const key = values.get('keep') ?? '';
  if (key === '') return null;
  const wave = earlier.find((each) => each.key === key);
  if (wave === undefined) {
    errors.set('keep', t(earlier.length === 0 ? 'draw.keep.noEarlier' : 'draw.keep.unknown', { wave: key }));
    return null;
  }
  const share = percentIn(values.get('share') ?? '');
  if (share === null) errors.set('share', t('draw.share.wrong'));
  return share === null ? null : { wave, share };
}

/** A whole percentage from 0 to 100 as a share; `null` for anything else. */
export function percentIn(text: string): number | null {
  return /^(?:100|\d{1,2})\s*%?$/.test(text) ? Number.parseInt(text, 10) / 100 : null;
}

const sizes = z.record(z.string().min(1), z.int().min(0));

/** Sizes by stratum, as the page that compares them sends them; `null` for anything else. */
export function sizesIn(text: string): ReadonlyMap<string, number> | null {
  try {
    const reading = sizes.safeParse(JSON.parse(text));
    return reading.success ? new Map(Object.entries(reading.data)) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
