//! The part of the crate `wasm-opt` that `substrate-wasm-builder` uses, without Binaryen.
//!
//! The Wasm builder runs Binaryen at optimisation level 0. There Binaryen does three things: it
//! drops the debug sections, replaces the instructions for sign extension by older ones, and writes
//! the module again, which shortens the numbers that the linker padded. Binaryen is 270 files of
//! C++, the longest single step of a cold build.
//!
//! This crate drops the debug sections and writes the module again too. It replaces no instruction:
//! the runtime is compiled for `wasm32v1-none`, which has no newer instructions. A module that has
//! some nevertheless is refused.

use parity_wasm::{
	elements::{Module, Section},
	SerializationError,
};
use std::{
	fmt, fs, io,
	path::{Path, PathBuf},
};

/// How the names of the sections start that hold debug information in the DWARF format.
const DWARF_SECTIONS: &str = ".debug_";

/// A step that the Wasm builder asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
	/// Drops the debug sections.
	StripDwarf,
	/// Makes sure that no instruction for sign extension is left. Here: by refusing them.
	SignextLowering,
}

/// What to do with a module.
#[derive(Clone, Debug, Default)]
pub struct OptimizationOptions {
	strip_dwarf: bool,
	keep_names: bool,
}

impl OptimizationOptions {
	/// Optimises nothing. The only level that this crate knows.
	pub fn new_opt_level_0() -> Self {
		Self::default()
	}

	/// Allows the instructions of the first version of Wasm only. This crate allows no others
	/// anyway.
	pub fn mvp_features_only(self) -> Self {
		self
	}

	/// Whether the names of functions are kept, for the traces of panics.
	pub fn debug_info(mut self, keep: bool) -> Self {
		self.keep_names = keep;
		self
	}

	/// Adds a step.
	pub fn add_pass(mut self, pass: Pass) -> Self {
		self.strip_dwarf |= pass == Pass::StripDwarf;
		self
	}

	/// Reads the module at `input` and writes the result to `output`, which may be the same file.
	pub fn run(&self, input: impl AsRef<Path>, output: impl AsRef<Path>) -> Result<(), Error> {
		let (input, output) = (input.as_ref(), output.as_ref());
		let module = fs::read(input).map_err(|error| Error::Read(input.into(), error))?;
		let module = self.apply(&module).map_err(|error| Error::Module(input.into(), error))?;
		fs::write(output, module).map_err(|error| Error::Write(output.into(), error))
	}

	/// The module as it is written.
	fn apply(&self, module: &[u8]) -> Result<Vec<u8>, SerializationError> {
		let mut module: Module = parity_wasm::deserialize_buffer(module)?;
		module.sections_mut().retain(|section| match section {
			Section::Custom(section) => {
				let dropped = (self.strip_dwarf && section.name().starts_with(DWARF_SECTIONS))
					|| (!self.keep_names && section.name() == "name");
				!dropped
			},
			_ => true,
		});
		parity_wasm::serialize(module)
	}
}

/// Why a module was not written.
#[derive(Debug)]
pub enum Error {
	/// The file cannot be read. Check the path and its permissions.
	Read(PathBuf, io::Error),
	/// The file holds no module, or one with newer instructions. Compile for `wasm32v1-none`.
	Module(PathBuf, SerializationError),
	/// The file cannot be written. Check the free space and the permissions of its folder.
	Write(PathBuf, io::Error),
}

impl fmt::Display for Error {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::Read(path, error) => write!(f, "cannot read {}: {error}", path.display()),
			Self::Module(path, error) => write!(
				f,
				"{} is no Wasm module of the first version: {error}; compile for wasm32v1-none",
				path.display(),
			),
			Self::Write(path, error) => write!(f, "cannot write {}: {error}", path.display()),
		}
	}
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
	use super::*;

	const HEADER: &[u8] = b"\0asm\x01\0\0\0";

	/// A section, with its length written in five bytes as the linker does.
	fn section(id: u8, content: &[u8]) -> Vec<u8> {
		let length = u8::try_from(content.len()).expect("the section is short");
		assert!(length < 0x80);
		[&[id, length | 0x80, 0x80, 0x80, 0x80, 0][..], content].concat()
	}

	fn custom(name: &str, content: &[u8]) -> Vec<u8> {
		let length = u8::try_from(name.len()).expect("the name is short");
		section(0, &[&[length], name.as_bytes(), content].concat())
	}

	/// A module with one function `i32 -> i32` of these instructions, and these sections after it.
	fn module(instructions: &[u8], sections: &[Vec<u8>]) -> Vec<u8> {
		let length = u8::try_from(instructions.len() + 2).expect("the function is short");
		let code = [&[1, length, 0][..], instructions, &[0x0b]].concat();
		let types = section(1, &[1, 0x60, 1, 0x7f, 1, 0x7f]);
		let functions = section(3, &[1, 0]);
		[HEADER, &types, &functions, &section(10, &code), &sections.concat()].concat()
	}

	fn builder() -> OptimizationOptions {
		OptimizationOptions::new_opt_level_0()
			.mvp_features_only()
			.debug_info(true)
			.add_pass(Pass::StripDwarf)
			.add_pass(Pass::SignextLowering)
	}

	fn names(module: &[u8]) -> Vec<String> {
		let module: Module = parity_wasm::deserialize_buffer(module).expect("it is a module");
		module.custom_sections().map(|section| section.name().into()).collect()
	}

	#[test]
	fn debug_sections_go_and_what_the_node_reads_stays() {
		let sections = [
			custom(".debug_info", b"long"),
			custom("runtime_version", b"\x01\x02"),
			custom("name", b"\0\x01\0"),
			custom(".debug_str", b"longer"),
		];
		let before = module(&[0x20, 0], &sections);
		let after = builder().apply(&before).expect("the module is valid");
		assert_eq!(names(&after), ["runtime_version", "name"]);
		let module: Module = parity_wasm::deserialize_buffer(&after).expect("it is a module");
		let version = module.custom_sections().next().expect("it was not dropped");
		assert_eq!(version.payload(), b"\x01\x02");
	}

	#[test]
	fn padding_goes_and_instructions_stay() {
		// `local.get 0`, `i32.const 1` and `i32.add`, the constant padded to five bytes.
		let before = module(&[0x20, 0, 0x41, 0x81, 0x80, 0x80, 0x80, 0, 0x6a], &[]);
		let after = builder().apply(&before).expect("the module is valid");
		assert!(after.ends_with(&[0x20, 0, 0x41, 1, 0x6a, 0x0b]));
		// Four bytes of the constant and four of each section's length.
		assert_eq!(after.len(), before.len() - 4 - 3 * 4);
		assert_eq!(builder().apply(&after).expect("the module is valid"), after);
	}

	#[test]
	fn newer_instructions_are_refused() {
		let sign_extension = module(&[0x20, 0, 0xc0], &[]);
		let bulk_memory = module(&[0x20, 0, 0x20, 0, 0x20, 0, 0xfc, 10, 0, 0, 0x20, 0], &[]);
		for newer in [sign_extension, bulk_memory] {
			assert!(builder().apply(&newer).is_err());
		}
	}

	#[test]
	fn errors_name_the_file_and_leave_the_output_alone() {
		let folder = std::env::temp_dir().join(format!("wasm-opt-{}", std::process::id()));
		fs::create_dir_all(&folder).expect("the folder is writable");
		let (broken, output) = (folder.join("broken.wasm"), folder.join("output.wasm"));
		fs::write(&broken, b"no module").expect("the folder is writable");
		for (input, words) in [(&broken, "wasm32v1-none"), (&folder.join("missing"), "read")] {
			let error = builder().run(input, &output).expect_err("there is no module");
			let error = error.to_string();
			assert!(error.contains(words) && error.contains(&*input.to_string_lossy()), "{error}");
			assert!(!output.exists());
		}
		fs::remove_dir_all(folder).expect("the folder is ours");
	}
}
