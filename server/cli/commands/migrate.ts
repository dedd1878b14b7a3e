import { plural } from '../../i18n/translate.ts';
import { command } from '../command.ts';
import { migrateDatabase } from '../database.ts';

export const migrate = command({
  name: 'migrate',
  summary: 'cli.migrate',
  options: {},
  async run({ config, t, say, terminal }) {
    const { databaseFile } = config();
    const { applied, copy } = migrateDatabase(databaseFile);
    if (applied === 0) say('cli.migrate.upToDate', { file: databaseFile });
    else terminal.out(plural(t, 'cli.migrate.done', applied, { file: databaseFile }));
    if (copy !== null) say('cli.migrate.copy', { copy });
  },
});
