import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { insertSampleMembers } from '#db/queries/sample-members.ts';
import { signInOn, useSite } from '#test/helpers/browser.ts';
import { signedIn } from '#test/helpers/people.ts';
import { readSystemFile } from '#test/helpers/read-system-file.ts';

const site = useSite();

test('a long file goes on beside the page, whose other fields stay as they are, and is fetched from there', async () => {
  const { app, wave, origin, open } = site();
  const members = Array.from({ length: 20_000 }, (_, i) => ({
    ...{ id: `m${i}`, position: i + 1, customer: `C${i}`, stratum: 'A' },
    ...{ attributes: {}, disposition: null, dispositionAt: null, weight: null },
  }));
  await app.db.write((tx) => insertSampleMembers(tx, wave.waveId, members));
  const { person } = await signedIn(app, 'analyst', { surveys: [wave.surveyId] });
  const page = await open({ locale: 'en' });
  await signInOn(page, origin, person);
  await page.goto(`${origin}/studio/surveys/${wave.surveyId}/answers`);
  await page.getByLabel('Answers (SPSS)').check();
  await page.getByRole('button', { name: 'Download' }).click();
  await page.getByText(/q3-answers\.sav: [\d,]+ of 20,000 rows written\./).waitFor();
  await page.getByLabel('Notes (CSV)').check();
  const fetched = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Fetch' }).click({ timeout: 60_000 });
  const file = await fetched;
  expect(file.suggestedFilename()).toBe(`${wave.surveyId}-q3-answers.sav`);
  expect(readSystemFile(readFileSync(await file.path())).rows).toHaveLength(20_000);
  expect(await page.getByLabel('Notes (CSV)').isChecked()).toBe(true);
  await page.reload();
  expect(await page.getByRole('heading', { name: 'Your files' }).count()).toBe(0);
});
