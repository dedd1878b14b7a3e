import { textIn } from '#surveys/localized.ts';
import type { Translate } from '../i18n/translate.ts';
import type { RespondentData } from './respondent-data.ts';

/** What a file says of itself: what it is about, and what there is to say of that. */
export type Note = readonly [what: string, value: string | number | Date];

/** In whose words and when an export is written. */
export interface ExportWords {
  readonly t: Translate;
  readonly now: Date;
}

/** What whoever works with an export has to know of it, before its rows are read. */
export async function dataNotes(data: RespondentData, { t, now }: ExportWords): Promise<Note[]> {
  const { versions, waves: asked, contacts, slug } = data.request;
  const published = versions.map(({ number, publishedAt }) =>
    t('data.notes.version', { number, date: new Date(publishedAt).toISOString().slice(0, 10) }),
  );
  const notes: Note[] = [
    [t('data.notes.survey'), titleOf(data, t)],
    [t('data.notes.key'), slug],
    [t('data.notes.rows'), data.count],
    [t('data.notes.waves'), asked.length],
  ];
  for (const { wave, count, weights, stamp } of await data.waves()) {
    const params = { wave: wave.key };
    const version = versions.find(({ id }) => id === wave.versionId)?.number ?? 0;
    notes.push(
      [t('data.notes.wave', params), count],
      [t('data.notes.wave.version', params), version],
      [t('data.notes.wave.respondents', params), weights.respondents],
      [t('data.notes.wave.sum', params), weights.sum],
    );
    if (weights.base !== null) {
      notes.push([t('data.notes.wave.base', params), t(`data.notes.base.${weights.base}`)]);
    }
    for (const { code, params: details } of weights.problems) {
      const said = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
      notes.push([t('data.notes.wave.problem', params), [code, ...said].join(', ')]);
    }
    notes.push([t('data.notes.wave.stamp', params), stamp]);
  }
  return [
    ...notes,
    [t('data.notes.versions'), published.join('; ')],
    [t('data.notes.at'), now],
    [t('data.notes.contacts'), t(contacts ? 'data.notes.contacts.in' : 'data.notes.contacts.out')],
    [t('data.notes.design'), t('data.notes.design.how')],
  ];
}

/** The survey's title in the words of the latest questionnaire. */
export function titleOf({ request }: RespondentData, t: Translate): string {
  const latest = request.versions.at(-1)?.definition;
  return latest === undefined ? request.slug : textIn(latest.title, t.locale, latest.languages);
}
