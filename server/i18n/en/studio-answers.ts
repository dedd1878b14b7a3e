/** What the studio says where answers are taken along. */
export const studioAnswers = {
  'answers.title': 'Answers',
  'answers.what':
    'Everything below is in the files, with one row for each customer sampled and each answer given: a column says what became of it.',
  'answers.caption': 'Answers by wave, the latest first',
  'answers.all': 'All waves',
  'answers.none': 'There are no answers before there is a wave.',
  'answers.download': 'Download',
  'answers.file': 'File',
  'answers.file.csv': 'Answers (CSV)',
  'answers.file.csv.hint':
    'With strata, the design, base and final weights, outcomes and what was left out, and why.',
  'answers.file.xlsx': 'Answers (Excel)',
  'answers.file.xlsx.hint':
    'The same with the code book and notes, a sheet each; numbers and times are typed.',
  'answers.file.sav': 'Answers (SPSS)',
  'answers.file.sav.hint':
    'With labels, missing values and the final weight switched on; R and PSPP read it too.',
  'answers.file.codebook': 'Code book (CSV)',
  'answers.file.codebook.hint': 'What each column holds, with the wording in all languages.',
  'answers.file.notes': 'Notes (CSV)',
  'answers.file.notes.hint': 'Rows, versions and weights of each wave, and how to reckon with them.',
  'answers.file.mapping': 'Mapping (JSON)',
  'answers.file.mapping.hint': 'With it, answers in CSV can be read in again.',
  'answers.contacts': 'With what customers left to be contacted by',
  'answers.contacts.hint':
    'Names, telephone numbers and e-mail addresses. Only where they are needed: the log says who took them.',
  'answers.raw': 'For programs, not for a spreadsheet',
  'answers.raw.hint': "Text that a spreadsheet would run as a formula otherwise gets a ' before it.",
  'answers.go': 'Download',
  'answers.files': 'Your files',
  'answers.files.writing': '{file}: {rows} of {count} rows written.',
  'answers.files.done.one': '{file} is ready: {count} row. It is kept until {time}, or until it is fetched.',
  'answers.files.done.other':
    '{file} is ready: {count} rows. It is kept until {time}, or until it is fetched.',
  'answers.files.cut.one': '{cut} text was too long for SPSS and is cut.',
  'answers.files.cut.other': '{cut} texts were too long for SPSS and are cut.',
  'answers.files.cancelled': '{file} was cancelled.',
  'answers.files.failed': '{file} could not be written. Ask for it again.',
  'answers.files.fetch': 'Fetch',
  'answers.files.cancel': 'Cancel',
  'answers.files.remove': 'Remove',
  'answers.files.again': 'Look again',
} as const;
