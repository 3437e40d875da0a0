#!/usr/bin/env node
// Verifies credentials with the Digital Credentials Consortium's verifier-core, as its wallets and VerifierPlus do: its
// own contexts, its own did:web resolver, its own status and schema checks. It fetches by the global `fetch`, which
// here answers from the given documents only, and it is given no issuer registry, so `registered_issuer` is false.
import {USAGE_STATUS, World, answer, commandLine, readDocuments, run} from './lib/world.mjs';

const {values, positionals} = commandLine('verify-dcc.mjs [--schemas DIR] [options] [FILE…]   (standard input without FILE)', {
  schemas: {type: 'string'}
});
if (values.contexts.length > 0) {
  process.stderr.write('--contexts: verifier-core brings its own contexts and takes no others\n');
  process.exit(USAGE_STATUS);
}
const SCHEMA_BASE = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/';

await run(async () => {
  const world = new World(values);
  await addSchemas(world);
  world.replaceFetch();
  // It reports some failures on standard output; ours is for answers.
  console.log = console.error;
  const {verifyCredential} = await import('@digitalcredentials/verifier-core');
  for (const credential of readDocuments(positionals)) {
    world.fetched = [];
    const result = await verifyCredential({credential, knownDIDRegistries: []});
    const errors = (result.errors ?? []).map(({name, message, details}) => ({name, message, code: details?.event?.code}));
    const steps = Object.fromEntries((result.log ?? []).map(({id, valid, error}) => [id, error?.name ?? valid]));
    const schemas = (result.additionalInformation ?? [])
      .filter(({id}) => id === 'schema_check')
      .flatMap(({results}) => Array.isArray(results) ? results : [{schema: null, result: {valid: null, errors: [results]}}])
      .map(({schema, result: {valid, errors: faults}}) => ({schema, valid, errors: faults ?? []}));
    answer({
      id: credential.id,
      verified: verdict(credential, steps, errors),
      steps,
      schemas,
      errors,
      fetched: world.fetched
    });
  }
});

/** verifier-core draws no conclusion; this is the one its users draw, the registry left aside. */
function verdict(credential, steps, errors) {
  return errors.length === 0
    && steps.valid_signature === true
    && steps.expiration !== false
    && (!credential.credentialStatus || steps.revocation_status === true);
}

/** Serves the official schemas, and what they refer to, from a directory at the address verifier-core asks. */
async function addSchemas(world) {
  if (!values.schemas) {
    return;
  }
  const {readdirSync, readFileSync} = await import('node:fs');
  const {join} = await import('node:path');
  for (const file of readdirSync(values.schemas).filter(name => name.endsWith('.json'))) {
    world.documents.set(SCHEMA_BASE + file, JSON.parse(readFileSync(join(values.schemas, file), 'utf8')));
  }
}
