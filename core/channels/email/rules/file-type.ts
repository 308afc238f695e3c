/** How files begin, in hex, of types that can be told by it: https://www.garykessler.net/library/file_sigs.html */
const beginnings: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['application/pdf', /^255044462d/],
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/gif', /^47494638/],
  ['image/webp', /^52494646.{8}57454250/],
  ['application/gzip', /^1f8b/],
  ['application/zip', /^504b0(?:304|506|708)/],
];

/** Programs of Windows, Linux and macOS, classes of Java, scripts with an interpreter, shortcuts of Windows. */
const program = /^(?:4d5a|7f454c46|cafebabe|[cf][ef](?:fa|ed)ed?fe|feedfac[ef]|cefaedfe|cffaedfe|2321|4c00000001140200)/;

/** The type by the end of a file's name, where it says one. */
const byExtension: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  gif: 'image/gif',
  gz: 'application/gzip',
  ics: 'text/calendar',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  txt: 'text/plain',
  vcf: 'text/vcard',
  webp: 'image/webp',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml',
  zip: 'application/zip',
};

/** What SES refuses by a file's name: https://docs.aws.amazon.com/ses/latest/dg/mime-types.html */
const refused = new Set(
  (
    'ade adp app asp bas bat cer chm cmd com cpl crt csh der exe fxp gadget hlp hta inf ins isp its js jse ksh lib lnk mad maf mag mam ' +
    'maq mar mas mat mau mav maw mda mdb mde mdt mdw mdz msc msh msh1 msh2 mshxml msh1xml msh2xml msi msp mst ops pcd pif plg prf prg ' +
    'reg scf scr sct shb shs sys ps1 ps1xml ps2 ps2xml psc1 psc2 tmp url vb vbe vbs vps vsmacros vss vst vsw vxd ws wsc wsf wsh xnk'
  ).split(' '),
);

/** What a file is called, and its type where that was said. */
type Named = { filename: string; contentType?: string | undefined };
/** A file as far as it says what it is; `content` is base64. */
type Read = Named & { content: string };

/** The type of a file: as it was said to be, or by its name, or by how it begins. */
export function typeOf(file: Read): string {
  return typeByName(file) ?? sniff(file.content) ?? 'application/octet-stream';
}

/** The type of a file that nobody has read; nothing when its name does not tell. */
export function typeByName({ filename, contentType }: Named): string | undefined {
  return contentType ?? byExtension[extensionOf(filename)];
}

/** Why a file of this name is not sent. Nothing when it may be. */
export function nameProblem({ filename }: Named): string | undefined {
  const [file = ''] = filename.split(':'); // Windows names a stream within a file behind a colon
  const isProgram = [file, filename].some((name) => refused.has(extensionOf(name)));
  return isProgram ? 'has a name that SES refuses, as of a program' : undefined;
}

/** Why a file is not sent: it is a program, or not what it is said to be. Nothing when it is. */
export function fileProblem(file: Read): string | undefined {
  const ofName = nameProblem(file);
  if (ofName !== undefined) return ofName;
  if (program.test(beginningOf(file.content))) return 'is a program, whatever its name is';
  const said = plain(typeOf(file));
  if (!beginnings.some(([type]) => type === said)) return undefined;
  const found = sniff(file.content);
  return found === said
    ? undefined
    : `is said to be ${said}, and ${found === undefined ? 'does not begin as one' : `is ${found}`}`;
}

function sniff(content: string): string | undefined {
  const beginning = beginningOf(content);
  return beginnings.find(([, pattern]) => pattern.test(beginning))?.[0];
}

function beginningOf(content: string): string {
  return Buffer.from(content.slice(0, 32), 'base64').toString('hex');
}

/** A type without its parameters; `image/jpg` is what people write for `image/jpeg`. */
function plain(type: string): string {
  const [name = ''] = type.toLowerCase().split(';');
  return name.trim().replace(/^image\/jpg$/, 'image/jpeg');
}

/**
 * Windows leaves out blanks and dots at the end of a name, and may take wide letters for others; mail programs leave out what shows nothing, such as marks
 * of direction.
 */
function extensionOf(filename: string): string {
  const shown = filename
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cf}\p{DI}\u2800]/gu, '');
  return /\.([a-z0-9]+)[.\s]*$/.exec(shown)?.[1] ?? '';
}
