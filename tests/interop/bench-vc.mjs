#!/usr/bin/env node
// How many times a second @digitalbazaar/vc signs and verifies one credential, on one core, with every document in
// memory: the yardstick for Accolade's own figures on the same document in the same run.
import * as vc from '@digitalbazaar/vc';
import {documentLoader, newDidKey, signSuite, verifySuite} from './lib/db.mjs';
import {World, answer, commandLine, readDocuments, run} from './lib/world.mjs';

const {values, positionals} = commandLine('bench-vc.mjs [--seconds S] [options] [FILE]   (standard input without FILE)', {
  seconds: {type: 'string', default: '3'}
});

await run(async () => {
  const [document] = readDocuments(positionals);
  const {did, keyPair} = await newDidKey();
  const unsigned = structuredClone(document);
  delete unsigned.proof;
  // The list is another document with another proof: the rate is that of one credential.
  delete unsigned.credentialStatus;
  if (typeof unsigned.issuer === 'string') {
    unsigned.issuer = did;
  } else {
    unsigned.issuer.id = did;
  }
  const loader = documentLoader(new World(values));
  const sign = () => vc.issue({
    credential: structuredClone(unsigned), suite: signSuite(keyPair), documentLoader: loader
  });
  const signed = await sign();
  const verify = async () => {
    const result = await vc.verifyCredential({credential: signed, suite: verifySuite(), documentLoader: loader});
    if (!result.verified) {
      throw result.error;
    }
  };
  answer({
    library: '@digitalbazaar/vc',
    node: process.version,
    bytes: JSON.stringify(signed).length,
    sign: await rate(sign),
    verify: await rate(verify)
  });
});

async function rate(operation) {
  for (let warm = 0; warm < 20; warm += 1) {
    await operation();
  }
  const budget = Number(values.seconds) * 1000;
  const start = performance.now();
  let runs = 0;
  let elapsed = 0;
  while (elapsed < budget) {
    await operation();
    runs += 1;
    elapsed = performance.now() - start;
  }
  return {runs, seconds: Number((elapsed / 1000).toFixed(3)), per_second: Number((runs * 1000 / elapsed).toFixed(1))};
}
