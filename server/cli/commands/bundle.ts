import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '#db/database.ts';
import { buildReport } from '../../actions/build-report.ts';
import { bundleFiles, bundleSubject } from '../../exports/bundle/bundle.ts';
import { readSecret } from '../../secret.ts';
import { command } from '../command.ts';
import { writeFileWhole } from '../files.ts';
import { surveyNamed } from '../lookups.ts';
import { needed } from '../options.ts';
import { Refusal } from '../refusal.ts';

export const bundle = command({
  name: 'bundle',
  summary: 'cli.bundle',
  options: { survey: needed('SLUG'), out: needed('FOLDER') },
  async run({ withDatabase, say, config }, { survey: slug, out }) {
    if (existsSync(out)) throw new Refusal('cli.bundle.exists', { folder: out });
    const secret = readSecret(config());
    await withDatabase(async (db) => {
      await surveyNamed(db.read, slug);
      const subject = await bundleSubject(db, slug);
      const report = subject && (await buildReport({ db }, slug));
      if (!report) throw new Refusal('cli.report.notPublished', { survey: slug });
      if (report.waves.every(({ figures }) => figures.length === 0)) {
        throw new Refusal('cli.bundle.noFigures', { survey: slug });
      }
      await inNewFolder(out, async () => {
        for await (const { name, text } of bundleFiles(db, subject, report, secret)) {
          await writeFileWhole(join(out, name), text, { secret: true });
        }
        await refuseWhenChanged(db, slug, subject.stamp);
      });
    });
    say('cli.bundle.done', { folder: out });
  },
});

/** Makes a folder that only its owner may open and fills it; when that fails, nothing stays. */
async function inNewFolder(folder: string, fill: () => Promise<void>): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Refusal('cli.cannotWrite', { file: folder, reason: String(error.code) });
  }
  try {
    await fill();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Figures and rows are read one after the other; answers that come in between would make them differ. */
async function refuseWhenChanged(db: Database, slug: string, stamp: string): Promise<void> {
  const now = await bundleSubject(db, slug);
  if (now?.stamp !== stamp) throw new Refusal('cli.bundle.changed', { survey: slug });
}
