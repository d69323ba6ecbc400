// A sum of multiples of points of the group whose coordinates are of type `coordinate_t`.
#pragma once

#include "errors.cuh"
#include <cstring>
#include <ec/jacobian_t.hpp>
#include <ec/xyzz_t.hpp>

// The names that sppark's kernels take their types by.
typedef jacobian_t<coordinate_t> point_t;
typedef xyzz_t<coordinate_t> bucket_t;
typedef bucket_t::affine_t affine_t;
typedef fr_t scalar_t;

// sppark's one kernel that is no template would be in the library twice.
#include <algorithm>
#define sort KERNEL_OF_GROUP(sort)
#include <msm/pippenger.cuh>
#undef sort

// Coordinates as integers become what the kernels compute with.
static __global__ void to_montgomery(fp_t* values, size_t count)
{
    size_t step = (size_t)gridDim.x * blockDim.x;
    for (size_t i = (size_t)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += step) {
#ifdef __CUDA_ARCH__
        fp_t value = values[i];
        value.to();
        values[i] = value;
#endif
    }
}

#ifndef __CUDA_ARCH__
// Homogeneous coordinates, as integers.
struct Homogeneous {
    coordinate_t x, y, z;
};

// The sum of `size` terms; with Jacobian coordinates (x / z^2, y / z^3) as (x z : y : z^3).
static int msm(const scalar_t* scalars, const void* points, int size, const interface::MsmConfig* config, Homogeneous* sum)
{
    using affine_h = class affine_t::mem_t;
    static_assert(sizeof(affine_h) == 2 * sizeof(coordinate_t), "a point is its coordinates");
    static_assert(sizeof(point_t) == sizeof(Homogeneous), "three coordinates");

    if (scalars == nullptr || points == nullptr || config == nullptr || sum == nullptr)
        return interface::INVALID_POINTER;
    if (size < 1 || !config->is_supported())
        return interface::INVALID_ARGUMENT;
    return guarded([=] {
        const gpu_t& gpu = select_gpu(-1);
        const size_t count = size;
        dev_ptr_t<affine_h> on_device{count, gpu};
        if (config->are_points_on_device)
            CUDA_OK(cudaMemcpyAsync(&on_device[0], points, count * sizeof(affine_h), cudaMemcpyDeviceToDevice, gpu));
        else
            gpu.HtoD(&on_device[0], points, count);
        const size_t coordinates = count * (sizeof(affine_h) / sizeof(fp_t));
        to_montgomery<<<gpu.sm_count() * 4, 256, 0, gpu>>>(reinterpret_cast<fp_t*>(&on_device[0]), coordinates);
        CUDA_OK(cudaGetLastError());
        gpu.sync();

        point_t result;
        msm_t<bucket_t, point_t, affine_t, scalar_t> sums{nullptr, count};
        RustError error = sums.invoke(result, on_device, count, scalars, false);
        free(error.message);
        if (error.code != cudaSuccess) {
            (void)cudaGetLastError();
            return code_of(static_cast<cudaError_t>(error.code));
        }
        Homogeneous jacobian;
        memcpy(&jacobian, &result, sizeof(jacobian));
        coordinate_t square = jacobian.z * jacobian.z;
        sum->x = jacobian.x * jacobian.z;
        sum->y = jacobian.y;
        sum->z = square * jacobian.z;
        sum->x.from();
        sum->y.from();
        sum->z.from();
        return (int)interface::SUCCESS;
    });
}
#endif
