// What an error of CUDA is called in ICICLE's interface.
#pragma once

#include "interface.hpp"
#include <cuda_runtime.h>
#include <new>
#include <util/exception.cuh>

static inline int code_of(cudaError_t error)
{
    switch (error) {
    case cudaSuccess: return interface::SUCCESS;
    case cudaErrorMemoryAllocation: return interface::OUT_OF_MEMORY;
    case cudaErrorNoDevice:
    case cudaErrorInvalidDevice:
    case cudaErrorInsufficientDriver: return interface::INVALID_DEVICE;
    default: return interface::UNKNOWN_ERROR;
    }
}

// Runs `work`; an exception must not leave a C function.
template<class Work> static int guarded(Work work)
{
    try {
        return work();
    } catch (const cuda_error& error) {
        // Without this an error that is no lasting one would be the next call's as well.
        (void)cudaGetLastError();
        return code_of(static_cast<cudaError_t>(error.code()));
    } catch (const std::bad_alloc&) {
        return interface::OUT_OF_MEMORY;
    } catch (...) {
        return interface::UNKNOWN_ERROR;
    }
}
