import { z } from 'zod';
import { oneTimeLinkExpiries } from '#db/queries/one-time-links.ts';
import { allPeople, peopleWithPasswords, personByEmail } from '#db/queries/people.ts';
import { address } from '../../addresses.ts';
import { giveLink, invitePerson } from '../../people/change-person.ts';
import { oneTimePath } from '../../people/one-time-links.ts';
import { roles } from '../../people/person.ts';
import { stateOf } from '../../views/account/people.view.ts';
import { oneOf } from '../analysis.ts';
import { type CommandContext, command } from '../command.ts';
import { flag, needed } from '../options.ts';
import { Refusal } from '../refusal.ts';

/** An address as accounts keep it. @throws Refusal for what is none */
function emailFrom(text: string): string {
  const email = z.email().max(254).safeParse(text.trim().toLowerCase());
  if (!email.success) throw new Refusal('cli.people.notAnEmail', { email: text });
  return email.data;
}

/** Says a link this once; it is kept nowhere. */
function sayLink({ say, config }: CommandContext, name: string, token: string): void {
  say('cli.people.link', { name, address: address(config(), oneTimePath(token)) });
}

const list = command({
  name: 'people list',
  summary: 'cli.peopleList',
  options: {},
  async run({ withDatabase, say, t, now }) {
    await withDatabase(async ({ read }) => {
      const people = await allPeople(read);
      const withPassword = await peopleWithPasswords(read);
      const links = await oneTimeLinkExpiries(read);
      if (people.length === 0) say('cli.peopleList.none');
      for (const person of people) {
        const state = stateOf(person, { withPassword, links, now: now().getTime() }, t);
        const { name, email, role } = person;
        say('cli.peopleList.person', { name, email, role: t(`people.role.${role}`), state });
      }
    });
  },
});

const add = command({
  name: 'people add',
  summary: 'cli.peopleAdd',
  options: { name: needed('NAME'), email: needed('EMAIL'), role: needed(roles.join('|')) },
  async run(context, options) {
    const name = options.name.trim().normalize('NFC');
    const email = emailFrom(options.email);
    const role = oneOf('--role', options.role, roles);
    const invited = await context.withDatabase((db) =>
      invitePerson({ ...context, db }, { by: 'command line', name, email, role }),
    );
    if (invited === 'nameTaken') throw new Refusal('cli.people.nameTaken', { name });
    if (invited === 'emailTaken') throw new Refusal('cli.people.emailTaken', { email });
    context.say('cli.peopleAdd.done', { name, role: context.t(`people.role.${role}`) });
    sayLink(context, name, invited.token);
  },
});

const link = command({
  name: 'people link',
  summary: 'cli.peopleLink',
  options: { email: needed('EMAIL'), 'second-factor': flag },
  async run(context, options) {
    const email = emailFrom(options.email);
    const wanted = options['second-factor'] ? 'secondFactor' : 'password';
    const given = await context.withDatabase(async (db) => {
      const person = await personByEmail(db.read, email);
      if (person === null) throw new Refusal('cli.people.unknown', { email });
      const token = await giveLink({ ...context, db }, { by: 'command line', personId: person.id, wanted });
      if (token === null) throw new Refusal('cli.people.disabled', { email });
      return { name: person.name, token };
    });
    sayLink(context, given.name, given.token);
  },
});

export const peopleCommands = [list, add, link];
