import type { Wave } from '#db/tables.ts';
import type { WaveWish } from '../../actions/change-wave.ts';
import { keyPattern, type NewWave } from '../../actions/create-wave.ts';
import { locales } from '../../i18n/locale.ts';
import type { Translate } from '../../i18n/translate.ts';
import { momentNamed } from '../../imports/moments.ts';
import { momentTyped } from '../../views/studio/change-wave.view.ts';
import { wrongCharacters } from './typed.ts';

type Values = ReadonlyMap<string, string>;

/** A wave as its form says it; `null` with what is wrong, by field. */
export function readWave(
  values: Values,
  now: Date,
  t: Translate,
): { readonly wave: Omit<NewWave, 'surveyId'> | null; readonly errors: Map<string, string> } {
  const errors = wrongCharacters(values, t);
  const key = values.get('key') ?? '';
  if (!keyPattern.test(key)) errors.set('key', t('studio.wave.error.key'));
  const opensAt = momentIn(values, 'opens', errors, t);
  const closesAt = momentIn(values, 'closes', errors, t);
  if (closesAt !== null && closesAt <= now) errors.set('closes', t('studio.wave.error.closesInPast'));
  const frame = values.get('frame') ?? '';
  const hasOpenLink = values.has('openLink');
  if (frame === '' && !hasOpenLink) errors.set('frame', t('studio.wave.error.nobody'));
  if (errors.size > 0) return { wave: null, errors };
  const wave = {
    key,
    label: labelIn(values, null),
    frameKey: frame === '' ? null : frame,
    opensAt,
    closesAt,
    hasOpenLink,
    plan: null,
    stratumQuestion: null,
  };
  return { wave, errors };
}

/** What a wave is to be called and when it is open, as its form says it; `null` with what is wrong, by field. */
export function readChangedWave(
  values: Values,
  wave: Wave,
  t: Translate,
): { readonly wish: WaveWish | null; readonly errors: Map<string, string> } {
  const errors = wrongCharacters(values, t);
  // a moment that was not touched stays to the millisecond, which its field does not hold
  const moment = (name: string, before: number | null) =>
    (values.get(name) ?? momentTyped(before)) === momentTyped(before)
      ? before
      : (momentIn(values, name, errors, t)?.getTime() ?? null);
  const opensAt = moment('opens', wave.opensAt);
  const closesAt = moment('closes', wave.closesAt);
  if (errors.size > 0) return { wish: null, errors };
  return { wish: { label: labelIn(values, wave.label), opensAt, closesAt }, errors };
}

/** A wave's name as it was typed, with what it is called in languages the form does not ask for. */
function labelIn(values: Values, before: Wave['label']): Wave['label'] {
  const label = { ...before };
  for (const tag of locales) {
    const text = values.get(`label.${tag}`) ?? '';
    if (text === '') delete label[tag];
    else label[tag] = text;
  }
  return Object.keys(label).length === 0 ? null : label;
}

const momentPattern = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?$/;

/** A moment as the browser's field sends it, in the zone of this server; `null` for none. */
function momentIn(values: Values, name: string, errors: Map<string, string>, t: Translate): Date | null {
  const text = values.get(name) ?? '';
  if (text === '') return null;
  const moment = momentNamed(text.length === 10 ? `${text}T00:00` : text, momentPattern);
  if (moment === null) errors.set(name, t('studio.wave.error.moment'));
  return moment;
}
