import fc from 'fast-check';

/**
 * Every run of the suite tries the same made-up cases: what fails once, fails again. For other cases
 * set FEEDRELAY_SEED to a number of your own.
 */
fc.configureGlobal({ seed: Number(process.env['FEEDRELAY_SEED'] ?? 20_261_124) });
