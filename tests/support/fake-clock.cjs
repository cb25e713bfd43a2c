// Preloaded (node -r) to let a program believe that it starts at FAKE_NOW.
const Real = Date
const ahead = Real.parse(process.env.FAKE_NOW) - Real.now()
const now = () => Real.now() + ahead
const make = (_, given, shape) => Reflect.construct(Real, given.length > 0 ? given : [now()], shape)
globalThis.Date = new Proxy(Real, { construct: make, get: (_, key) => (key === 'now' ? now : Real[key]) })
