// Devices and their memory.

#include "errors.cuh"
#include <cstring>
#include <util/gpu_t.cuh>

extern "C" int proofnet_load()
{
    return interface::SUCCESS;
}

extern "C" int proofnet_set_device(const interface::Device* device)
{
    if (device == nullptr)
        return interface::INVALID_POINTER;
    if (strncmp(device->kind, "CUDA", sizeof(device->kind)) != 0)
        return interface::INVALID_DEVICE;
    return guarded([=] {
        // Those that the kernels do not run on are not among them.
        for (auto* gpu : all_gpus())
            if (gpu->cid() == device->id) {
                gpu->select();
                return (int)interface::SUCCESS;
            }
        return (int)interface::INVALID_DEVICE;
    });
}

extern "C" int proofnet_memory(size_t* total, size_t* free)
{
    if (total == nullptr || free == nullptr)
        return interface::INVALID_POINTER;
    return code_of(cudaMemGetInfo(free, total));
}

extern "C" int proofnet_malloc(void** address, size_t bytes)
{
    if (address == nullptr)
        return interface::INVALID_POINTER;
    cudaError_t error = cudaMalloc(address, bytes);
    if (error != cudaSuccess)
        (void)cudaGetLastError();
    return code_of(error);
}

extern "C" int proofnet_free(void* address)
{
    return code_of(cudaFree(address));
}

extern "C" int proofnet_copy_to_device(void* to, const void* from, size_t bytes)
{
    if (to == nullptr || from == nullptr)
        return interface::INVALID_POINTER;
    cudaError_t error = cudaMemcpy(to, from, bytes, cudaMemcpyHostToDevice);
    return error == cudaSuccess ? interface::SUCCESS : interface::COPY_FAILED;
}
