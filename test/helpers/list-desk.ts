import { expect } from 'vitest';
import { customersOfFrame, frameByKey } from '#db/queries/frames.ts';
import { surveyById } from '#db/queries/surveys.ts';
import { aPublishedWave, type TestApp } from './app.ts';
import { signedIn } from './people.ts';
import { aQuestionnaire } from './questionnaire.ts';
import { aFile, aFormWithFiles, sendFiles } from './upload.ts';

/** A file as it is sent: text, or the bytes of a workbook. */
type Content = string | Uint8Array;

/** An analyst at the lists of a survey, reading English. */
export type ListDesk = Awaited<ReturnType<typeof aListDesk>>;

/** A published survey without a list, and somebody who imports lists into it as browsers do. */
export async function aListDesk(app: TestApp) {
  const { surveyId } = await aPublishedWave(app, aQuestionnaire());
  const analyst = await signedIn(app, 'analyst', { surveys: [surveyId] });
  await analyst.post('/studio/language', { language: 'en', here: '/studio' });
  const path = `/studio/surveys/${(await surveyById(app.db.read, surveyId))?.slug}/customers`;

  async function sent(address: string, field: string, name: string, content: Content, key?: string) {
    const file = [field, aFile(name, content, 'text/csv')] as const;
    const form = aFormWithFiles(key === undefined ? [file] : [['key', key], file]);
    return await sendFiles(app, analyst, address, form);
  }

  async function customersIn(key: string) {
    const frame = await frameByKey(app.db.read, surveyId, key);
    const customers: { customer: string; stratum: string; attributes: Readonly<Record<string, string>> }[] =
      [];
    for await (const some of customersOfFrame(app.db.read, frame?.id ?? ''))
      for (const { customer, stratum, attributes } of some) customers.push({ customer, stratum, attributes });
    return customers;
  }

  return {
    surveyId,
    analyst,
    path,

    frame: (key = 'customers') => frameByKey(app.db.read, surveyId, key),

    /** Sends a list. @returns the address of the page of its columns */
    async listSent(content: Content, name = 'customers.csv', key = 'customers'): Promise<string> {
      const response = await sent(`${path}/import`, 'file', name, content, key);
      expect(response.status).toBe(303);
      return response.headers.get('location') ?? '';
    },

    /** Sends a file of purchases to go with a list. @returns the answer, which leads back to the columns */
    async purchasesSent(columns: string, content: Content, name = 'purchases.csv'): Promise<Response> {
      const [address = '', query = ''] = columns.split('?');
      return await sent(`${address}/purchases?${query}`, 'purchases', name, content);
    },

    /** Checks, imports, and waits until the list is there. */
    async imported(address: string, form: Record<string, string>, key = 'customers') {
      const checked = await analyst.post(address, { ...form, do: 'check' });
      expect(checked.status).toBe(200);
      expect((await analyst.post(address, { ...form, do: 'import' })).headers.get('location')).toBe(path);
      await expect.poll(() => frameByKey(app.db.read, surveyId, key), { timeout: 20_000 }).not.toBeNull();
      await expect
        .poll(async () => (await (await analyst.get(path)).text()).includes('data-again'))
        .toBe(false);
      return { page: await checked.text(), customers: await customersIn(key) };
    },
  };
}
