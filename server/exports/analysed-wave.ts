import type { WaveInput } from '#reports/measure-wave.ts';
import type { Definition } from '#surveys/definition.ts';
import { type LocalizedText, textIn } from '#surveys/localized.ts';
import type { Translate } from '../i18n/translate.ts';

/** Which wave of which survey an analysis is of. */
export interface AnalysedWave {
  readonly format: 1;
  readonly survey: { readonly slug: string; readonly version: number; readonly title: LocalizedText };
  readonly wave: { readonly key: string; readonly label: LocalizedText | null };
}

export function analysedWave(slug: string, { key, label, version, definition }: WaveInput): AnalysedWave {
  return { format: 1, survey: { slug, version, title: definition.title }, wave: { key, label } };
}

/** Reads texts of a questionnaire in the reader's language, else in its own first one. */
export function reading({ languages }: Definition, t: Translate) {
  return (text: LocalizedText): string => textIn(text, t.locale, languages);
}
