#!/usr/bin/env node
// Verifies credentials with @digitalbazaar/vc and eddsa-rdfc-2022: proof (JSON-LD safe mode), issuer's key, validity
// period, Bitstring Status List.
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {documentLoader, verifySuite} from './lib/db.mjs';
import {World, answer, commandLine, readDocuments, reasons, run} from './lib/world.mjs';

const {values, positionals} = commandLine(
  'verify-vc.mjs [--now TIME] [--no-status] [options] [FILE…]   (standard input without FILE)',
  {now: {type: 'string'}, 'no-status': {type: 'boolean', default: false}});

await run(async () => {
  for (const credential of readDocuments(positionals)) {
    const world = new World(values);
    const loader = documentLoader(world);
    const suite = verifySuite();
    const result = await vc.verifyCredential({
      credential,
      suite,
      documentLoader: loader,
      checkStatus: values['no-status'] ? async () => ({verified: true}) : checkStatus,
      ...(values.now && {now: new Date(values.now)})
    });
    const bit = status(credential, result);
    const errors = [...reasons(result.error), ...reasons(result.statusResult?.error)];
    answer({
      id: credential.id,
      verified: result.verified && bit !== 'set',
      status: bit,
      errors,
      fetched: world.fetched
    });
  }
});

/**
 * `none` when the credential names no list, `clear` or `set` by its bit, `unknown` when it was not or could not be read.
 * The library calls a status it could read verified, whatever the bit says.
 */
function status(credential, result) {
  if (!credential.credentialStatus) {
    return 'none';
  }
  if (!result.statusResult || result.statusResult.error || values['no-status']) {
    return 'unknown';
  }
  return result.statusResult.results.some(({status}) => status) ? 'set' : 'clear';
}
