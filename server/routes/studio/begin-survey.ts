import { savedTemplateById } from '#db/queries/saved-templates.ts';
import { isSharedWith } from '#db/queries/survey-people.ts';
import { allSurveys, surveyBySlug } from '#db/queries/surveys.ts';
import type { LocalizedText } from '#surveys/localized.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { moduleNames, templateEntry, templateNamed } from '#surveys/templates/library.ts';
import type { Beginning } from '../../actions/create-survey.ts';
import { slugPattern } from '../../actions/import-questionnaire.ts';
import type { Dependencies } from '../../http/context.ts';
import { locales } from '../../i18n/locale.ts';
import { type Translate, translator } from '../../i18n/translate.ts';
import { mayWithSurvey } from '../../people/permissions.ts';
import type { Person } from '../../people/person.ts';
import { beginLanguages, type Chosen } from '../../views/studio/begin-survey.view.ts';
import { libraryText } from '../../views/studio/library.view.ts';
import { titleIn } from '../../views/studio/surveys.view.ts';

/** What a new survey is to begin with, and what that is called. */
export interface Found {
  readonly chosen: Chosen;
  readonly name: string;
  /** With what was typed into the form that begins it. */
  readonly beginning: (typed: ReadonlyMap<string, string>) => Beginning;
}

/**
 * What somebody wants a survey to begin with.
 *
 * @param of which template or survey
 * @returns `null` where there is no such thing, or it is not theirs to look at
 */
export async function findBeginning(
  { db }: Pick<Dependencies, 'db'>,
  { from, of, person, t }: { from: string; of: string; person: Person; t: Translate },
): Promise<Found | null> {
  const free = async (wish: string) => await freeSlug({ db }, wish);
  switch (from) {
    case 'nothing': {
      const chosen = { from, of: '', title: null, languages: [], modules: [], slug: await free('survey') };
      return {
        chosen,
        name: '',
        beginning: (typed) => ({ from, languages: languagesIn(typed, t.locale) }),
      };
    }
    case 'template': {
      const name = templateNamed(of);
      if (name === null) return null;
      const { own, questionnaire, about } = templateEntry(name);
      const { title, languages } = questionnaire;
      const modules = moduleNames.filter((module) => !own.includes(module));
      return {
        chosen: { from, of, title, languages, modules, slug: await free(name) },
        name: libraryText(about.title, t),
        beginning: (typed) => ({
          from,
          name,
          modules: modules.filter((module) => typed.has(`module.${module}`)),
        }),
      };
    }
    case 'saved': {
      const template = await savedTemplateById(db.read, of);
      const texts = template === null ? null : textsOf(template.definition);
      if (template === null || texts === null) return null;
      const slug = await free(slugFor(template.name));
      return {
        chosen: { from, of, ...texts, modules: [], slug },
        name: template.name,
        beginning: () => ({ from, id: template.id }),
      };
    }
    case 'survey': {
      const survey = await surveyBySlug(db.read, of);
      const texts = survey === null ? null : textsOf(survey.draft);
      if (survey === null || texts === null) return null;
      const isShared = await isSharedWith(db.read, survey.id, person.id);
      if (!mayWithSurvey(person.role, 'look', isShared)) return null;
      const title = Object.fromEntries(
        Object.entries(texts.title).map(([tag, text]) => [tag, copyTitle(tag, text)]),
      );
      return {
        chosen: { from, of, ...texts, title, modules: [], slug: await free(`${survey.slug}-copy`) },
        name: titleIn(survey.title, t),
        beginning: () => ({ from, id: survey.id }),
      };
    }
    default:
      return null;
  }
}

/** What the form says the survey is called; `null` where it says nothing, so that what it begins with says it. */
export function titleTyped(chosen: Chosen, typed: ReadonlyMap<string, string>): LocalizedText | null {
  if (chosen.from === 'nothing') {
    const title = typed.get('title') ?? '';
    const [language] = languagesIn(typed, beginLanguages[0]);
    return title === '' ? null : { [language]: title };
  }
  const said = chosen.languages.map((tag) => [tag, typed.get(`title.${tag}`) ?? ''] as const);
  const titles = said.filter(([, text]) => text !== '');
  return titles.length === 0 ? null : Object.fromEntries(titles);
}

/** The languages ticked, the chosen one first. */
function languagesIn(typed: ReadonlyMap<string, string>, otherwise: string): [string, ...string[]] {
  const first = beginLanguages.find((tag) => tag === typed.get('language')) ?? otherwise;
  return [first, ...beginLanguages.filter((tag) => tag !== first && typed.has(`also.${tag}`))];
}

/** The title and languages of a stored questionnaire; `null` where it cannot be read. */
function textsOf(draft: unknown): { title: LocalizedText; languages: readonly string[] } | null {
  const reading = readDraft(draft);
  if ('problems' in reading) return null;
  const { title, languages } = reading.definition;
  return { title, languages };
}

/** What a copy is called, in a language in which we have words for that. */
function copyTitle(tag: string, title: string): string {
  const locale = locales.find((known) => known === tag);
  return locale === undefined ? title : translator(locale)('studio.begin.copyOf', { title });
}

/** A short name made of a longer one; `survey` where nothing of it can stand in an address. */
export function slugFor(text: string): string {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return slugPattern.test(slug) ? slug : 'survey';
}

/** The first short name of a row, `name`, `name-2`, `name-3` …, that no survey has. */
async function freeSlug({ db }: Pick<Dependencies, 'db'>, wish: string): Promise<string> {
  const taken = new Set((await allSurveys(db.read)).map(({ slug }) => slug));
  const base = slugFor(wish);
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base.slice(0, 55)}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}
