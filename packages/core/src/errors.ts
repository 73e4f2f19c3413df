/**
 * Every error code of medcode, once.
 *
 * An expected failure is a value or a {@link MedcodeError} that carries one of these codes; anything else that is thrown is a bug.
 * `docs/errors.md` is generated from this table.
 */
export const ERRORS = {
  MC_USAGE: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'The command was called with arguments it does not take.',
    remedy: 'Run the command with --help and correct the arguments.',
  },
  MC_DATE_MISSING: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'A date of service is needed and none was given.',
    remedy: 'Give --date YYYY-MM-DD, or a "date" on the line.',
  },
  MC_DATE_INVALID: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'The text is not a calendar date.',
    remedy: 'Write the date as YYYY-MM-DD.',
  },
  MC_INPUT_UNREADABLE: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'The input could not be read.',
    remedy: 'Check that the file exists and that you may read it.',
  },
  MC_INPUT_NOT_TEXT: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'The input is not text in an encoding medcode reads.',
    remedy: 'Save the note as UTF-8 (UTF-16 with a byte-order mark and Windows-1252 are read too).',
  },
  MC_INPUT_TOO_LARGE: {
    httpStatus: 413,
    exitCode: 2,
    meaning: 'The note is longer than medcode reads in one piece.',
    remedy: 'Split the document into the notes it is made of.',
  },
  MC_INPUT_EMPTY: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'There is nothing to read.',
    remedy: 'Give the text of a note.',
  },
  MC_INPUT_INVALID: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'The input is not a JSON object of the shape the command expects.',
    remedy: 'Compare the input with the fields that the command lists with --help.',
  },
  MC_LINE_INVALID: {
    httpStatus: 400,
    exitCode: 3,
    meaning: 'A line of the NDJSON input is not an object of the expected shape.',
    remedy: 'Compare the line with the schema (medcode schema).',
  },
  MC_X12_NO_INTERCHANGE: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'The file holds no X12 interchange: no ISA segment is found in it.',
    remedy: 'Give the X12 file as it was sent, from ISA to IEA, not compressed and not encrypted.',
  },
  MC_X12_SEGMENT_TOO_LONG: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'A stretch of the file is longer than any segment: it has no segment terminator.',
    remedy: 'Check that the file is X12, and that its terminator is the character behind ISA16.',
  },
  MC_X12_VALUE_INVALID: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'A value cannot be written: it holds a delimiter of the interchange, or a character its encoding does not have.',
    remedy: 'Change the value, or choose delimiters that occur in no value.',
  },
  MC_X12_LINE_INVALID: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'A line is not one that medcode x12 parse writes.',
    remedy: 'Compare the line with the output of medcode x12 parse; medcode x12 write --help shows its fields.',
  },
  MC_X12_NOTHING_TO_ANSWER: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'The file holds nothing that this acknowledgement answers.',
    remedy: 'A 277CA answers claims (837), a 999 functional groups, a TA1 interchanges.',
  },
  MC_X12_NO_ANSWER: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'The file holds no answer to a claim.',
    remedy: 'Give a remittance (835), a claim status (277), or an acknowledgement (999, 997, TA1).',
  },
  MC_RULE_UNKNOWN: {
    httpStatus: 404,
    exitCode: 1,
    meaning: 'There is no coding rule or claim edit of this id.',
    remedy: 'List the rules with medcode rules list.',
  },
  MC_CODE_MALFORMED: {
    httpStatus: 400,
    exitCode: 1,
    meaning: 'The text does not have the form of a code.',
    remedy: 'Check the characters of the code.',
  },
  MC_CODE_UNKNOWN: {
    httpStatus: 404,
    exitCode: 1,
    meaning: 'No release at hand has this code.',
    remedy: 'Look for the nearest codes in the answer, or search by words.',
  },
  MC_PERSON_INVALID: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'The person of a risk score lacks a fact the model needs, or has one that cannot be.',
    remedy: 'Correct the field the message names.',
  },
  MC_MODEL_UNKNOWN: {
    httpStatus: 404,
    exitCode: 2,
    meaning: 'There is no risk adjustment model of this name.',
    remedy: 'Use one of the models the message lists.',
  },
  MC_MODEL_NOT_CHECKED: {
    httpStatus: 409,
    exitCode: 4,
    meaning: 'A risk adjustment model cannot be scored in this payment year: its tables are missing or unsound.',
    remedy: 'Choose a payment year whose tables are at hand; the message says what is wrong with this one.',
  },
  MC_RELEASE_MISSING: {
    httpStatus: 409,
    exitCode: 2,
    meaning: 'The answer needs a release that is not installed.',
    remedy: 'Install it with medcode data import or medcode data pull.',
  },
  MC_PACK_DAMAGED: {
    httpStatus: 500,
    exitCode: 2,
    meaning: 'A pack does not match the checksum in its manifest, or cannot be decoded.',
    remedy: 'Install the release again; for embedded packs reinstall medcode.',
  },
  MC_SOURCE_UNRECOGNISED: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'No importer recognises the content of the file.',
    remedy: 'Give an official CMS or CDC file; medcode data import --help lists them.',
  },
  MC_SOURCE_MALFORMED: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'An official file does not have the form its format prescribes.',
    remedy: 'Download the file again; the message names the row and position.',
  },
  MC_DOWNLOAD_FAILED: {
    httpStatus: 502,
    exitCode: 2,
    meaning: 'The download did not complete.',
    remedy: 'Run the command again: it goes on where it stopped.',
  },
  MC_DOWNLOAD_NOT_THE_FILE: {
    httpStatus: 502,
    exitCode: 2,
    meaning: 'The address answered with something that is not the expected file.',
    remedy: 'Download it in a browser and run medcode data import on the file.',
  },
  MC_CHECKSUM_MISMATCH: {
    httpStatus: 502,
    exitCode: 2,
    meaning: 'The downloaded file does not have the expected checksum.',
    remedy: 'The file may have been revised at the source: check it, then import it by hand.',
  },
  MC_WRITE_FAILED: {
    httpStatus: 507,
    exitCode: 2,
    meaning: 'The data folder could not be written.',
    remedy: 'Free space or choose another folder with MEDCODE_DATA. Nothing was installed.',
  },
  MC_DATA_BUSY: {
    httpStatus: 409,
    exitCode: 2,
    meaning: 'Another command is changing the installed packs.',
    remedy: 'Wait until it is done and run the command again.',
  },
  MC_LEXICON_INVALID: {
    httpStatus: 500,
    exitCode: 2,
    meaning: 'A row of the lexicon breaks its schema or names a code the release does not have.',
    remedy: 'Correct the row named in the message.',
  },
  MC_OUTPUT_FAILED: {
    httpStatus: 507,
    exitCode: 2,
    meaning: 'The output file could not be written.',
    remedy: 'Choose another place with --out. Nothing was written.',
  },
  MC_CLAIM_ENVELOPE: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'A claim is to be written as X12 and nothing says between whom: sender, receiver, control numbers.',
    remedy: 'Give the envelope of the interchange.',
  },
  MC_X12_NO_CLAIMS: {
    httpStatus: 400,
    exitCode: 2,
    meaning: 'The X12 file has no professional or institutional claims of version 5010.',
    remedy: 'Look with medcode x12 parse at what it holds; other transactions are read by other commands.',
  },
  MC_INTERNAL: {
    httpStatus: 500,
    exitCode: 2,
    meaning: 'medcode has a defect.',
    remedy: 'Report it with the command and the version, without patient text.',
  },
} as const satisfies Record<string, ErrorEntry>;

interface ErrorEntry {
  readonly httpStatus: number;
  readonly exitCode: 1 | 2 | 3 | 4;
  readonly meaning: string;
  readonly remedy: string;
}

export type ErrorCode = keyof typeof ERRORS;

/** An expected failure. `detail` says what was wrong with this input; it never contains patient text. */
export class MedcodeError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ?? ERRORS[code].meaning, options);
    this.name = 'MedcodeError';
    this.code = code;
  }

  get exitCode(): number {
    return ERRORS[this.code].exitCode;
  }

  get remedy(): string {
    return ERRORS[this.code].remedy;
  }
}
