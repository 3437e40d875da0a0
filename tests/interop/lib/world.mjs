// The world as the foreign software may see it during a test: the documents it is handed, one live server if a test
// runs one, and nothing else. A URL outside it is refused by name, so that no test depends on the internet and a
// missing document is told as what it is.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';

export const USAGE_STATUS = 64;

const INTEROP = fileURLToPath(new URL('..', import.meta.url));
const OWN_CONTEXTS = join(INTEROP, '../../crates/openbadges/contexts');

const WORLD_OPTIONS = {
  contexts: {type: 'string', multiple: true, default: []},
  documents: {type: 'string', multiple: true, default: []},
  origin: {type: 'string', multiple: true, default: []},
  help: {type: 'boolean', default: false}
};

const WORLD_HELP = `
  --contexts DIR     JSON-LD contexts; DIR/map.json says {"<url>": "<file>"} or {"<url>": {"file": "<file>"}};
                     without one: contexts.json and the contexts of this repository
  --documents FILE   what the world answers: {"<url or did>": <JSON document, or text>}; may be repeated
  --origin [HOST=]URL  a live server, such as http://localhost:8080: http and https URLs of its host and port are read
                     there; with HOST=, those of HOST (badges.example=http://127.0.0.1:8080)
Everything else is refused.`;

/** Parses the command line; prints the help and exits on --help or on a mistake. */
export function commandLine(usage, options = {}) {
  let parsed;
  try {
    parsed = parseArgs({options: {...WORLD_OPTIONS, ...options}, allowPositionals: true});
  } catch (error) {
    process.stderr.write(`${error.message}\n\nusage: ${usage}\n${WORLD_HELP}\n`);
    process.exit(USAGE_STATUS);
  }
  if (parsed.values.help) {
    process.stdout.write(`usage: ${usage}\n${WORLD_HELP}\n`);
    process.exit(0);
  }
  return parsed;
}

/** Reads the files named, or standard input: each a JSON document, or one JSON document a line. */
export function readDocuments(files) {
  const texts = files.length === 0 ? [readFileSync(0, 'utf8')] : files.map(file => readFileSync(file, 'utf8'));
  return texts.flatMap(text => {
    try {
      return [JSON.parse(text)];
    } catch {
      return text.split('\n').filter(line => line.trim() !== '').map(line => JSON.parse(line));
    }
  });
}

export class World {
  /** @param {{contexts: string[], documents: string[], origin: string[]}} values */
  constructor({contexts, documents, origin}) {
    this.contexts = new Map();
    this.documents = new Map();
    this.origins = new Map(origin.map(originOf));
    this.fetched = [];
    if (contexts.length === 0) {
      this.addContexts(OWN_CONTEXTS, join(INTEROP, 'contexts.json'));
    }
    for (const directory of contexts) {
      this.addContexts(directory, join(directory, 'map.json'));
    }
    for (const file of documents) {
      for (const [url, document] of Object.entries(JSON.parse(readFileSync(file, 'utf8')))) {
        this.documents.set(url.startsWith('did:web:') ? didWebUrl(url) : url, document);
      }
    }
  }

  addContexts(directory, table) {
    for (const [url, entry] of Object.entries(JSON.parse(readFileSync(table, 'utf8')))) {
      const file = typeof entry === 'string' ? entry : entry.file;
      this.contexts.set(url, JSON.parse(readFileSync(join(directory, file), 'utf8')));
    }
  }

  /** The text a GET of `url` answers; throws when the world has no such thing. */
  async text(url, accept = 'application/ld+json, application/json') {
    const bare = url.split('#')[0];
    if (!this.fetched.includes(bare)) {
      this.fetched.push(bare);
    }
    if (this.documents.has(bare)) {
      const document = this.documents.get(bare);
      return typeof document === 'string' ? document : JSON.stringify(document);
    }
    const {host, pathname, search} = new URL(bare);
    const origin = this.origins.get(host);
    if (origin === undefined) {
      throw new Error(`NotFoundError: ${bare} was not given to this test`);
    }
    const response = await this.realFetch(`${origin}${pathname}${search}`, {headers: {Accept: accept}});
    if (!response.ok) {
      throw new Error(`NotFoundError: ${bare} answered ${response.status}`);
    }
    return response.text();
  }

  async json(url) {
    return JSON.parse(await this.text(url));
  }

  /** The DID document of a did:web. */
  async didWeb(did) {
    return this.json(didWebUrl(did));
  }

  /**
   * Takes the network away from everything in this process: `fetch` answers from this world only. For libraries that
   * bring their own document loader.
   */
  replaceFetch() {
    globalThis.fetch = async input => {
      const url = typeof input === 'string' ? input : (input.url ?? String(input));
      try {
        return new Response(await this.text(url), {headers: {'Content-Type': 'application/json'}});
      } catch (error) {
        return new Response(JSON.stringify({message: error.message}), {
          status: 404, headers: {'Content-Type': 'application/json'}
        });
      }
    };
  }

  realFetch = globalThis.fetch.bind(globalThis);
}

/** `URL` or `HOST=URL` as the pair of a host and the origin that answers for it. */
function originOf(text) {
  const [host, url] = text.includes('=') ? text.split('=', 2) : [new URL(text).host, text];
  return [host, new URL(url).origin];
}

/** Where the did:web method keeps the document of a DID. */
export function didWebUrl(did) {
  const [, , host, ...path] = did.split('#')[0].split('?')[0].split(':');
  const place = path.length === 0 ? '.well-known' : path.map(decodeURIComponent).join('/');
  return `https://${decodeURIComponent(host)}/${place}/did.json`;
}

/** What went wrong, flattened: jsonld-signatures wraps the causes in `errors`, others in `cause`. */
export function reasons(error) {
  if (!error) {
    return [];
  }
  const inner = [...(error.errors ?? []), ...(error.cause ? [error.cause] : [])].flatMap(reasons);
  const own = {name: error.name ?? 'Error', message: error.message ?? String(error)};
  if (error.details?.event?.code) {
    own.code = error.details.event.code;
  }
  return [own, ...inner];
}

export function answer(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Runs a command-line tool: its own failure goes to standard error with status 70, never into an answer. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exitCode = 70;
  }
}
