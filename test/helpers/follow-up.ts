import { complaintsOfWave } from '#db/queries/complaints.ts';
import { measuresOfSurvey } from '#db/queries/improvement-measures.ts';
import { allPublishedIndices } from '#db/queries/published-indices.ts';
import { eventsOfSurvey } from '#db/queries/survey-events.ts';
import type { Fields, TestApp } from './app.ts';

/** Who sends the forms, and what the survey's address and its answered wave are. */
interface Place {
  readonly browser: { post(path: string, fields: Fields): Promise<Response> };
  readonly path: string;
  readonly wave: { readonly surveyId: string; readonly waveId: string };
}

/** A measure, an event, complaints and a published index, entered by the studio's own forms; their ids. */
export async function someFollowUp({ db }: TestApp, { browser, path, wave }: Place, long: string) {
  await browser.post(`${path}/measures/new`, {
    ...{ title: long, target: 'claims', description: long, owner: long, person: '', wave: '' },
    ...{ status: 'running', start: '2026-03-01', due: '2026-06-30', done: '' },
  });
  const text = { 'text.zh-CN': long, 'text.en': long };
  await browser.post(`${path}/measures/events/new`, { day: '2026-05-01', ...text, scope: '<b>east</b>' });
  await browser.post(`${path}/voices/complaints/new`, {
    ...{ wave: 'q3', channel: 'Hotline', count: '7', source: 'Log', from: '2026-07-01', until: '2026-09-30' },
  });
  await browser.post('/studio/indices/new', {
    ...{ name: 'ACSI', industry: 'Parcels', country: 'US', period: '2025', ended: '2025-12-31' },
    ...{ value: '77.5', min: '0', max: '100', source: long, url: 'https://acsi.example/2025' },
  });
  const [measure] = await measuresOfSurvey(db.read, wave.surveyId);
  const [event] = await eventsOfSurvey(db.read, wave.surveyId);
  const [entry] = await complaintsOfWave(db.read, wave.waveId);
  const [index] = await allPublishedIndices(db.read);
  return {
    measure: measure?.id ?? '',
    event: event?.id ?? '',
    entry: entry?.id ?? '',
    index: index?.id ?? '',
  };
}
