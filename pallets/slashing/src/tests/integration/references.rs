//! The references to accounts. After each test the mock compares those of every account with the
//! records about it.

use super::*;

palisade_test_support::test_references!(Chain, Test);
