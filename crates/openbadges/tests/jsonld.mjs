// Canonical N-Quads by jsonld.js in safe mode. Standard input: {"contexts": {url: text}, "documents": [...]}.
// Standard output: for each document {"canonical": "…"} or {"error": "…"}. The argument is the folder of node_modules.
import {createRequire} from 'node:module';
import {text} from 'node:stream/consumers';

const require = createRequire(process.argv[2] + '/');
const jsonld = require('jsonld');
const ContextResolver = require('jsonld/lib/ContextResolver.js');
const {contexts, documents} = JSON.parse(await text(process.stdin));
const known = new Map(Object.entries(contexts).map(([url, text]) => [url, JSON.parse(text)]));

async function documentLoader(url) {
  if (!known.has(url)) {
    throw new Error(`${url} is not known`);
  }
  return {contextUrl: null, documentUrl: url, document: known.get(url)};
}

const answers = [];
for (const document of documents) {
  try {
    const canonical = await jsonld.canonize(document, {
      algorithm: 'RDFC-1.0', format: 'application/n-quads', base: null, safe: true,
      rdfDirection: 'i18n-datatype', documentLoader,
      // It remembers what a context became that another document imported, and would take it for the imported one.
      ...(JSON.stringify(document).includes('"@import"') &&
        {contextResolver: new ContextResolver({sharedCache: new Map()})})
    });
    answers.push({canonical});
  } catch (error) {
    answers.push({error: `${error.message} ${JSON.stringify(error.details?.event?.code ?? error.details ?? '')}`.slice(0, 300)});
  }
}
process.stdout.write(JSON.stringify(answers));
