//! All tests on the real runtime, in one binary: the runtime is linked once, and a long test of one
//! topic runs beside those of the others. A test of the scripts finds a file that is missing here.

mod accounts;
mod brakes;
mod clock;
mod epochs;
mod governance;
mod marketplace;
mod nonces;
mod offences;
mod production;
mod safety;
mod sets;
mod slashing;
mod staking;
