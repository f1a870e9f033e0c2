# Every target is a script of scripts/ with the same options; this file only names them.

.DEFAULT_GOAL := help
.PHONY: help run network test test-long lint wasm weights budget lab compare clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 17

run: ## a development chain with one validator [BASE_PATH=directory keeps it]
	@exec scripts/run.sh $(if $(BASE_PATH),--base-path "$(BASE_PATH)")

network: ## four validators with different stakes on this machine [FRESH=1 forgets the last run]
	@exec scripts/network.sh $(if $(FRESH),--fresh)

test: ## everything that must pass
	@exec scripts/test.sh

test-long: ## what is too long for every run
	@exec scripts/test-long.sh

lint: ## format and lints only
	@exec scripts/lint.sh

wasm: ## the runtime as Wasm, and its size
	@exec scripts/wasm.sh

weights: ## measure the weights of all pallets [PALLET=name for one]
	@exec scripts/weights.sh $(if $(PALLET),--pallet "$(PALLET)")

budget: ## compare the weights with their budget [WRITE=1 writes the budget]
	@exec scripts/budget.sh $(if $(WRITE),--write)

lab: ## what blocks cost, declared and measured [CASE=name; without it the cases]
	@exec scripts/lab.sh $(if $(CASE),"$(CASE)")

compare: ## what staking costs here and in the SDK's pallet, measured
	@exec benchmarking/compare.sh

clean: ## remove what the build made; chains stay
	@exec scripts/clean.sh
