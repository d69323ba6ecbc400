//! What a request for a program of a zkVM states.

use super::refuse_if;
use proofnet_market::{PublicInput, Statement};
use proofnet_proofs::zkvm::{Meaning, Program, ProgramError};

/// Why a request for a program is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProgramOrderError {
    /// Without its public values the statement does not tell which program is to run.
    PublicValuesNeeded,
    /// The statement is not that of a successful run of the program.
    NotOfProgram,
}

impl From<ProgramError> for ProgramOrderError {
    fn from(_: ProgramError) -> Self {
        ProgramOrderError::NotOfProgram
    }
}

/// The statement of a successful run of `program`, which reveals `public_values` if they are given.
pub fn program_statement(
    program: &Program,
    public_values: Option<&[u8]>,
) -> Result<Statement, ProgramOrderError> {
    let inputs = match public_values {
        Some(public_values) => program.statement_with(public_values)?,
        None => {
            refuse_if(!names_itself(program), ProgramOrderError::PublicValuesNeeded)?;
            program.statement()?
        }
    };
    let inputs = inputs
        .into_iter()
        .map(|input| input.map_or(PublicInput::Free, PublicInput::Fixed));
    Statement::try_from(inputs.collect::<alloc::vec::Vec<_>>()).map_err(|_| ProgramOrderError::NotOfProgram)
}

/// Checks a statement that a requester states by itself: it fixes at least what the program fixes.
pub fn check_program_statement(program: &Program, statement: &Statement) -> Result<(), ProgramOrderError> {
    refuse_if(!names_itself(program), ProgramOrderError::PublicValuesNeeded)?;
    let of_program = program.statement()?;
    refuse_if(
        of_program.len() != statement.len(),
        ProgramOrderError::NotOfProgram,
    )?;
    let holds = of_program
        .iter()
        .zip(statement)
        .all(|(wanted, stated)| wanted.is_none_or(|wanted| *stated == PublicInput::Fixed(wanted)));
    refuse_if(!holds, ProgramOrderError::NotOfProgram)
}

/// Whether a public input stands for the program alone.
fn names_itself(program: &Program) -> bool {
    program.meanings().contains(&Meaning::Program)
}
