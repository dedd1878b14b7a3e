import type { NewWave } from '../../actions/create-wave.ts';
import { keyPattern } from '../../actions/create-wave.ts';
import { locales } from '../../i18n/locale.ts';
import type { Translate } from '../../i18n/translate.ts';
import { momentNamed } from '../../imports/moments.ts';

type Values = ReadonlyMap<string, string>;

/** A wave as its form says it; `null` with what is wrong, by field. */
export function readWave(
  values: Values,
  t: Translate,
): { readonly wave: Omit<NewWave, 'surveyId'> | null; readonly errors: Map<string, string> } {
  const errors = new Map<string, string>();
  const key = values.get('key') ?? '';
  if (!keyPattern.test(key)) errors.set('key', t('studio.wave.error.key'));
  const opensAt = momentIn(values, 'opens', errors, t);
  const closesAt = momentIn(values, 'closes', errors, t);
  const frame = values.get('frame') ?? '';
  const hasOpenLink = values.has('openLink');
  if (frame === '' && !hasOpenLink) errors.set('frame', t('studio.wave.error.nobody'));
  if (errors.size > 0) return { wave: null, errors };
  const label = Object.fromEntries(
    locales.map((tag) => [tag, values.get(`label.${tag}`) ?? '']).filter(([, text]) => text !== ''),
  );
  const wave = {
    key,
    label: Object.keys(label).length === 0 ? null : label,
    frameKey: frame === '' ? null : frame,
    opensAt,
    closesAt,
    hasOpenLink,
    plan: null,
    stratumQuestion: null,
  };
  return { wave, errors };
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
