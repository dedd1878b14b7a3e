import { placeWithin } from '#surveys/design/parts.ts';
import { problemPlaces } from '#surveys/design/problem-place.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import { plural, type Translate } from '../../../i18n/translate.ts';
import { type DesignedDraft, designPath, placeHref } from './design-frame.view.ts';
import { placeName } from './place-name.ts';

export interface ProblemView {
  readonly href: string;
  readonly where: string;
  readonly text: string;
}

/** When more texts than this are missing in a language, it has yet to be translated: that is one thing to do. */
const fewMissing = 5;

/**
 * What keeps a draft from being published, each with the way to its place, named as the designer knows it. A language that has
 * yet to be translated is one of them, with the way to all texts that are missing.
 */
export function problemViews(draft: DesignedDraft, t: Translate): readonly ProblemView[] {
  const { slug, definition, problems } = draft;
  const missing = missingTexts(draft);
  const isUntranslated = (language: string | null) => (missing.get(language ?? '') ?? 0) > fewMissing;
  const untranslated = [...missing].filter(([language]) => isUntranslated(language));
  return [
    ...untranslated.map(([language, count]) => ({
      href: designPath(slug, '/texts?only=missing'),
      where: nameOfLanguage(language),
      text: plural(t, 'design.problems.untranslated', count),
    })),
    ...problemPlaces(definition, problems)
      .filter(({ code, at }) => code !== 'missingTranslation' || !isUntranslated(at.language))
      .map(({ code, params, at }) => ({
        href: placeHref(slug, placeWithin(at.part, at.field, at.language), at.kind),
        where: placeName(draft, placeWithin(at.part, at.field), t),
        text: t(`cli.problem.${code}`, inWords(params)),
      })),
  ];
}

/** How many texts are missing, by language. */
function missingTexts({ definition, problems }: DesignedDraft): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { code, at } of problemPlaces(definition, problems)) {
    if (code !== 'missingTranslation' || at.language === null) continue;
    counts.set(at.language, (counts.get(at.language) ?? 0) + 1);
  }
  return counts;
}

/** Languages by their names, not by their tags. */
function inWords(
  params: Readonly<Record<string, string | number>>,
): Readonly<Record<string, string | number>> {
  const { language } = params;
  return typeof language === 'string' ? { ...params, language: nameOfLanguage(language) } : params;
}
