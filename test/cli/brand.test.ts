import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { imageWithDigest } from '#db/queries/images.ts';
import { surveyBySlug } from '#db/queries/surveys.ts';
import { openSqlite } from '#db/sqlite.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { aPng } from '#test/helpers/images.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

let work: Workplace;

beforeEach(async () => {
  work = aWorkplace();
  work.write('definition.json', aQuestionnaire());
  await work.manyi('questionnaire import --survey express --file @definition.json');
});

async function stored() {
  const db = openSqlite(work.databaseFile);
  const survey = await surveyBySlug(db.read, 'express');
  if (survey === null) throw new Error('The survey is not there');
  const { brand = null, ...rest } = survey.draft as { brand?: { colour: string; logo?: string } };
  const image = brand?.logo === undefined ? null : await imageWithDigest(db.read, brand.logo);
  await db.close();
  return { brand, rest, image };
}

describe('brand', () => {
  test('writes colour and logo into the draft, where a version takes them from', async () => {
    const logo = aPng(400, 100);
    work.write('logo.png', logo);
    const result = await work.manyi('brand --survey express --colour #0A6C74 --logo @logo.png');
    expect([result.code, result.error]).toEqual([0, '']);
    expect(result.out).toContain('#0a6c74');
    const { brand, image, rest } = await stored();
    const digest = createHash('sha256').update(logo).digest('hex');
    expect(brand).toEqual({ colour: '#0a6c74', logo: digest });
    expect(image).toEqual({ type: 'image/png', bytes: new Uint8Array(logo) });
    expect(rest).toEqual(aQuestionnaire());
    expect((await work.manyi('publish --survey express')).out).toContain('version 1');
  });

  test('changes what it names and leaves the rest', async () => {
    work.write('logo.png', aPng(40, 10));
    await work.manyi('brand --survey express --colour #b42318 --logo @logo.png');
    const { brand: before } = await stored();
    await work.manyi('brand --survey express --colour #6b4fa0');
    expect((await stored()).brand).toEqual({ colour: '#6b4fa0', logo: before?.logo });
    work.write('other.png', aPng(41, 10));
    await work.manyi('brand --survey express --logo @other.png');
    const { brand: after } = await stored();
    expect(after?.colour).toBe('#6b4fa0');
    expect(after?.logo).not.toBe(before?.logo);
    expect((await work.manyi('brand --survey express --remove')).code).toBe(0);
    expect((await stored()).brand).toBeNull();
    expect((await stored()).rest).toEqual(aQuestionnaire());
  });

  test('says what to do where a colour or a file will not do, and stores nothing of it', async () => {
    work.write('logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    work.write('logo.png', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    work.write('moving.png', aPng(8, 8, { moving: true }));
    work.write('wide.png', aPng(2001, 1));
    work.write('large.png', Buffer.concat([aPng(8, 8), Buffer.alloc(100_000)]));
    work.write('good.png', aPng(8, 8));
    for (const [line, said] of [
      ['--colour #777777', 'contrast of 4.47'],
      ['--colour teal', 'not a colour'],
      ['--colour #0a6c74 --logo @logo.svg', 'not a PNG, JPEG or WebP'],
      ['--colour #0a6c74 --logo @logo.png', 'not a PNG, JPEG or WebP'],
      ['--colour #0a6c74 --logo @moving.png', 'stands still'],
      ['--colour #0a6c74 --logo @wide.png', '2001 × 1 pixels'],
      ['--colour #0a6c74 --logo @large.png', 'larger than 100 kB'],
      ['--colour #0a6c74 --logo @missing.png', 'no such file'],
      ['--logo @good.png', 'no colour yet'],
      ['', '--colour'],
      ['--remove --colour #0a6c74', '--remove'],
    ] as const) {
      const { code, out, error } = await work.manyi(`brand --survey express ${line}`);
      expect([line, code === 0, out]).toEqual([line, false, '']);
      expect(error).toContain(said);
      expect((await stored()).brand).toBeNull();
    }
    expect((await work.manyi('brand --survey nobody --colour #0a6c74')).error).toContain('nobody');
  });

  test('says when a logo is heavy for a phone', async () => {
    work.write('heavy.png', aPng(8, 8, { comment: 20_000 }));
    const { out } = await work.manyi('brand --survey express --colour #0a6c74 --logo @heavy.png');
    expect(out).toContain('21 kB');
  });
});
