const creating = ['Create*', 'Run*', 'Allocate*', 'Import*', 'POST /v3/*', '*.create']

/** Days to rehearse. On the hostile one the cloud gives its dead instance up by itself, so that a run can recover. */
export const namedPlans = {
  none: {},
  mild: {
    rules: [
      { fault: 'throttle', probability: 0.05 },
      { fault: 'serverError', probability: 0.02 },
      { fault: 'lostAnswer', probability: 0.01 },
    ],
  },
  hostile: {
    rules: [
      { fault: 'lostAnswer', actions: creating, first: 1 },
      { fault: 'throttle', probability: 0.2 },
      { fault: 'serverError', probability: 0.1 },
      { fault: 'lostAnswer', probability: 0.1 },
    ],
    neverBoots: { instances: [3], stage: 'pending', endsAfterMs: 300_000 },
  },
} as const
