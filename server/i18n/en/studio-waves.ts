/** What the studio says about waves: when, whom, by which links. */
export const studioWaves = {
  'studio.errors': 'There is something to put right',
  'studio.error.character':
    'Character {position} ({character}) is one that is not seen and cannot be stored. Delete it, or type the text anew.',
  'studio.waves.title': 'Waves',
  'studio.waves.caption': 'The waves of this survey, the latest first',
  'studio.waves.wave': 'Wave',
  'studio.waves.state': 'State',
  'studio.waves.version': 'Version',
  'studio.waves.opens': 'Opens',
  'studio.waves.closes': 'Closes',
  'studio.waves.sampled': 'Sampled',
  'studio.waves.submitted': 'Sent',
  'studio.waves.rate': 'Rate (sent / sampled)',
  'studio.waves.started': 'Under way',
  'studio.waves.new': 'New wave',
  'studio.waves.empty': 'No wave yet',
  'studio.waves.empty.help':
    'A wave is one period of fieldwork, such as a quarter. It asks the version of the questionnaire that was published last.',
  'studio.waves.unpublished':
    'Publish the questionnaire first: a wave asks a published version, which never changes under it.',
  'studio.wave.state.planned': 'not open yet',
  'studio.wave.state.open': 'open',
  'studio.wave.state.closed': 'closed',
  'studio.wave.atOnce': 'at once',
  'studio.wave.untilClosed': 'until closed by hand',
  'studio.wave.new.title': 'New wave',
  'studio.wave.key': 'Short name',
  'studio.wave.key.hint':
    'Stays for ever and stands in addresses and files, such as 2026Q3. Letters, digits and . _ -, at most 64.',
  'studio.wave.label': 'Name in {language}',
  'studio.wave.label.hint':
    'As readers of the report see it. The short name stands in for a name left blank.',
  'studio.wave.frame': 'Customers to draw from',
  'studio.wave.frame.none': 'No list: whoever has the open link answers',
  'studio.wave.opens': 'Opens',
  'studio.wave.closes': 'Closes',
  'studio.wave.moment.hint': 'In the time zone of this server ({zone}). Leave blank for no limit.',
  'studio.wave.openLink': 'Give it an open link, which anybody may answer by',
  'studio.wave.create': 'Make the wave',
  'studio.wave.error.key':
    'Give a short name that begins with a letter or a digit: letters, digits and . _ -, at most 64.',
  'studio.wave.error.keyTaken': 'There is a wave of that short name already. Choose another one.',
  'studio.wave.error.keyReserved':
    'No wave can be called “new”: it stands in addresses. Choose another name.',
  'studio.wave.error.closesInPast':
    'This moment has passed. Choose a later one; to end the wave now, use “Close the wave” on its page.',
  'studio.wave.error.hasAnswers': 'Somebody has answered already, so the opening stays as it is.',
  'studio.wave.error.closedByHand': 'The wave was closed by hand meanwhile, so its times stay as they are.',
  'studio.wave.error.laterWave':
    'A later wave has opened, so this one stays closed: answers of two periods would run into one another.',
  'studio.wave.error.overtaken':
    'Somebody changed this wave meanwhile. The fields hold what you typed; look at the wave, then save again.',
  'studio.wave.error.moment': 'Write a day and a time, such as 2026-10-01T09:00.',
  'studio.wave.error.closesBeforeOpening': 'The wave has to close after it opens.',
  'studio.wave.error.notPublished': 'Publish the questionnaire before making a wave of it.',
  'studio.wave.error.unknownFrame': 'This list is not there any more. Choose another one.',
  'studio.wave.error.frameComingIn':
    'This list is still coming in. Wait until it is complete, or choose another one.',
  'studio.wave.error.notAChoice': 'The stratum has to be asked by a question with one answer.',
  'studio.wave.error.nobody':
    'Choose a list of customers, an open link, or both: otherwise nobody can answer.',
  'studio.wave.made': 'The wave is made. It asks version {version} of the questionnaire.',
  'studio.wave.fieldwork': 'Fieldwork',
  'studio.wave.sample': 'Sample',
  'studio.wave.sample.none': 'No sample has been drawn.',
  'studio.wave.sample.counts':
    'The list of this wave holds only counts, so no customers can be drawn from it.',
  'studio.wave.sample.open': 'This wave has no list: it asks by its open link.',
  'studio.wave.sample.caption':
    'Drawn from {frame}: customers and sample by stratum. Each customer sampled stands for N ÷ n.',
  'studio.wave.stratum': 'Stratum',
  'studio.wave.population': 'Customers N',
  'studio.wave.drawn': 'Sample n',
  'studio.wave.weight': 'N ÷ n',
  'studio.wave.total': 'All',
  'studio.wave.seed': 'Seed {seed}. The same list, sizes and seed give the same sample again.',
  'studio.wave.draw': 'Draw the sample',
  'studio.wave.draw.size': 'How many customers in all',
  'studio.wave.draw.size.hint':
    'Divided in proportion to the customers of each stratum, at least {minimum} in each, so that every stratum has an error.',
  'studio.wave.draw.minimum': 'At least in each stratum',
  'studio.wave.draw.seed': 'Seed',
  'studio.wave.draw.seed.hint':
    'Any text; written into the protocol, so that anybody can draw the same sample again.',
  'studio.wave.draw.go': 'Draw',
  'studio.wave.draw.whole': 'Write a whole number from 1 on.',
  'studio.wave.draw.seedMissing': 'Write a seed: a word or a number of your choice.',
  'studio.wave.draw.problem': '{stratum}: {problem}',
  'studio.wave.draw.withoutFrame': 'This wave has no list to draw from.',
  'studio.wave.draw.frameIsCounts': 'The list of this wave holds only counts.',
  'studio.wave.draw.frameIncomplete': 'The list of this wave is not complete yet.',
  'studio.wave.draw.alreadySampled': 'This wave has a sample already. It stays as it was drawn.',
  'studio.wave.draw.listChanged':
    'The wave was given another list meanwhile. Look at its strata and draw again.',
  'studio.wave.draw.waveClosed': 'This wave is closed.',
  'studio.wave.drawnNow': 'The sample is drawn: {customers} customers, each with a link of their own.',
  'studio.wave.links': 'Links',
  'studio.wave.links.personal': 'Links of {customers} sampled customers (CSV)',
  'studio.wave.links.leftAlone': 'Not in it: {count} of the {sampled} sampled, who want no invitations.',
  'studio.wave.links.hint':
    'For whoever sends the invitations. Each link answers for one customer: keep the file to yourselves.',
  'studio.wave.links.open': 'Open link',
  'studio.wave.links.qr': 'QR code (SVG)',
  'studio.wave.links.none': 'There are links once the sample is drawn.',
  'studio.wave.change': 'Name and times',
  'studio.wave.change.title': 'Name and times of {wave}',
  'studio.wave.change.help':
    'The opening can be changed until somebody answers. A wave that ended on its date opens again with a later closing time, as long as no later wave has opened.',
  'studio.wave.change.closedByHand':
    'This wave was closed by hand, so its times stay as they are. Its name can be changed.',
  'studio.wave.change.go': 'Save',
  'studio.wave.changedNow': 'Saved.',
  'studio.wave.links.signed': 'Make links for a list of orders (CSV)',
  'studio.wave.links.signed.needed':
    'The open link alone cannot be answered here: this questionnaire has to know {facts}, and is answered once for each. Make a signed link for every row of your list, and send or print those.',
  'studio.wave.links.signed.also': 'Links can also say {facts}, signed so that nobody can change it.',
  'signedLinks.title': 'Signed links of {wave}',
  'signedLinks.help':
    'Send a list, such as the orders of a day. It comes back as CSV with one more column, “address”: a link for each row, which says what is known and cannot be changed on its way. Nothing of the list is kept here.',
  'signedLinks.column': '“{name}” or “{key}”',
  'signedLinks.needed': 'The list needs a column {columns}, filled in on every row, and each value once.',
  'signedLinks.others': 'It may have {columns}. All other columns come back as they are.',
  'signedLinks.between': ' ',
  'signedLinks.key':
    'A system of your own can make the links itself: `manyi links key --survey {survey} --wave {wave}` prints the key and says how.',
  'signedLinks.file': 'List (CSV or XLSX)',
  'signedLinks.go': 'Make the links',
  'studio.wave.close': 'Close the wave',
  'studio.wave.close.title': 'Close {wave}?',
  'studio.wave.close.help':
    'From then on nobody can answer, also not who is in the middle. It cannot be opened again.',
  'studio.wave.close.go': 'Close it now',
  'studio.wave.close.back': 'Leave it open',
  'studio.wave.closedNow': 'The wave is closed.',
  'studio.wave.wasClosed': 'The wave was over already; when it closed stays as it was.',
} as const;
